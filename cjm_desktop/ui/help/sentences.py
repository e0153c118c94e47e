"""What every field is for, in a sentence: the sentences of the file format's schema, and our own where those speak of files.

Contract. A field of a form is known by its record and name (``Touchpoint.title``). :data:`FROM_SCHEMA` names those whose sentence in
:data:`cjm_desktop.storage.field_notes.NOTES` is shown as it stands: one source for the schema, its documentation and the window.
:data:`OWN` has sentences for the others, whose notes speak of ids and dates in files. What is no field of the document, such as the
choices of a dialog, is known by the class that holds it and the name it has there (:data:`WIDGETS`). English, marked for translation; no
toolkit, for the translator's tool reads this too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _(english: str) -> str:
    """Marks a sentence for translation; it is looked up when it is shown."""
    return english


_SAME = {
    "Answer": "happened why_channel expectation met emotion quote",
    "Candidate": "title pain weight",
    "Channel": "name",
    "Charter": "purpose situations pains scope need ends",
    "DesiredExperience": "realistic target",
    "FeedbackPlan": "question when reader",
    "Imprint": "organisation authors version",
    "Interview": "method pseudonym note",
    "Journey": "state",
    "Opportunity": "kind reach title text impact effort votes person measure status",
    "Participant": "department role",
    "Party": "name kind sign note",
    "Persona": "name role age story hobbies ambitions frustrations expectations needs solution",
    "PersonaGrade": "emotion grade",
    "Phase": "name note",
    "PosterSettings": "footer other_lines persona_lines show_names spread voices shortfall votes",
    "Proposal": "grade agreed",
    "Quote": "text",
    "Reading": "grade answers actual",
    "Round": "name note shown",
    "ServiceLevel": "name unit target actual better",
    "Touchpoint": "title systems service when duration emotion desired met droppable decisive votes",
}
#: Fields whose sentence in the schema is shown as it stands.
FROM_SCHEMA: frozenset[str] = frozenset(f"{record}.{name}" for record, names in _SAME.items() for name in names.split())

#: Sentences of fields whose note in the schema is for programs.
OWN: Mapping[str, str] = MappingProxyType(
    {
        "Answer.channel": _("How they got in touch at this moment."),
        "Answer.grade": _("The grade the respondent gave this moment. Leave it empty when none was given: that is a gap, not a zero."),
        "Channel.icon": _("The sign that stands on every card with this channel."),
        "DesiredExperience.statement": _("How people should look back on it, in one sentence."),
        "FeedbackPlan.channel": _("By which channel the question is asked."),
        "FeedbackPlan.review": _("The day on which you want to look at the map again. The program reminds you when it has come."),
        "Imprint.date": _("The day of this state of the map; it stands at the foot of the poster."),
        "Interview.date": _("The day of the conversation."),
        "Interview.last_experience": _("When the respondent last went through the journey. Long ago is remembered badly."),
        "Interview.persona": _("The persona that the respondent is most like; the answers count for that persona's line."),
        "Interview.respondent": _("The respondent's real name. It stays in your file; exports leave it out unless you ask for names."),
        "Journey.expectations": _("What people expect on the way, one on each line."),
        "Journey.goals": _("What people want to reach, one on each line."),
        "Journey.title": _("The name of the journey, as somebody who goes through it would say it."),
        "Journey.grading": _(
            "Who makes the grades on the map: you, or the mean or the middle of what respondents gave. Yours are kept meanwhile."
        ),
        "Journey.language": _("The language that the cards are written in: hyphens and printed words follow it."),
        "LaneText.text": _("What this touchpoint says in the lane of your own."),
        "Opportunity.due": _("The day by which it is to be done."),
        "Opportunity.owner": _("The party that takes it on; without one, nobody does."),
        "Participant.affected": _("Touched by the journey, has to change it, or meets people every day: tick what is true of this person."),
        "Participant.name": _("Who is at the table. Names stay in your file; exports leave them out unless you ask for names."),
        "Party.colour": _("The colour of this party on cards and in the legend; its sign says the same without colour."),
        "Persona.channels": _("How the persona likes to get in touch."),
        "PosterSettings.around": _("The persona around whose line spread, single answers and the way to the wish are drawn."),
        "PosterSettings.colours": _(
            "A colour of your house in place of the theme's. A sentence warns where words on it would be hard to read."
        ),
        "PosterSettings.foot": _("Whether this stands at the foot of the poster."),
        "PosterSettings.header": _("Whether this stands in the poster's head, beside title, goals and persona."),
        "PosterSettings.qr": _("An address or a text, printed as a QR code at the foot of the poster; empty: none."),
        "PosterSettings.spacing": _("Cards side by side at even steps, or as far apart as is waited between them."),
        "PosterSettings.time_scale": _("Time to scale, or drawn together so that minutes and months are both seen."),
        "Quote.interview": _("Who said it; the made-up name stands under the quote."),
        "Round.date": _("The day of the measurement; rounds stand in the order of their days."),
        "Touchpoint.basis": _(
            "Whether the grade was observed or is assumed: an assumed stretch of the line is dashed. Without a choice, the "
            "evidence decides."
        ),
        "Touchpoint.channel": _("How they are in touch here. Type a new name to add a channel."),
        "Touchpoint.expectation": _("What people expect at this moment."),
        "Touchpoint.text": _("What happens here, as somebody who goes through it would tell it."),
        "Touchpoint.grade": _("How it feels, on the journey's scale. Digits grade, Delete makes a gap: not known, never zero."),
        "Touchpoint.kind": _("Contact, something they do themselves, a silence where there should have been word, or waiting."),
        "Touchpoint.left_alone": _("You looked at it and decide to change nothing here; no opportunity is proposed any more."),
        "Touchpoint.note": _("A remark for yourselves; it is not printed."),
        "Touchpoint.party": _("Who is responsible for this moment. Type a new name to add a party."),
        "Touchpoint.phase": _("The stretch of the journey that the card belongs to; choosing another one moves it there."),
        "Traveller.compound": _("What their journey is called, such as “tenant journey”; it stands wherever the program speaks of it."),
        "Traveller.word": _("A word of your own for the one who travels."),
        "Traveller.noun": _("What you call the one who travels: every text of guide and poster speaks of them so."),
    }
)

_COLUMN_HEAD = _("What stands above this column in the file; it has to be the name that the other tool expects.")
_COLUMN_FIELD = _("Which part of an opportunity comes into this column, or a text that is the same in every row.")
_COLUMN_TEXT = _("The text that comes into this column in every row.")
_DIFFERS = _("Every change in words, one on a line. Choose one to see its place on the map.")

#: Sentences for what is no field of the document, by the class that holds it and its name there.
WIDGETS: Mapping[str, str] = MappingProxyType(
    {
        # The window.
        "Bar.line": _(
            "One line is one card: title, then signs for channel (@), feeling (!), grade, party (#) and quote (“…”). Enter adds it."
        ),
        "Cards": _("All cards in their order. Enter goes to the card, F2 renames it, Alt with the arrows moves it."),
        "Cards.list": _("All cards in their order."),
        "Choice": _("Choose one of these; the others are put back."),
        "FindingList.filter": _("Show only findings of one kind."),
        "GradeBar": _("Drag or type a grade; Delete takes it away."),
        "LaneList": _(
            "Everything that stands there from top to bottom. Tick what is shown; Alt with the arrows or the mouse changes the order."
        ),
        "LookPart.eyes": _("Shows the colours as somebody sees them who confuses some; nothing is changed by it."),
        "ThemeCard": _("A theme gives the whole map its colours, on the screen and on paper."),
        "MarkMap": _("Drag a dot, or use the arrows, to give both marks at once; the corner where both are high comes first."),
        "Editor": _(
            "The whole map as text: a line for a phase, indented ones for its cards, and under a card its details. The map "
            "follows while you type."
        ),
        "Parking.new": _("A thought that does not belong on the map now. Enter keeps it in the lot."),
        "Parking.list": _("Thoughts and cards that wait. Enter puts one on the map, and nothing that hung on a card is lost."),
        "RecordList.list": _("All of them. Enter opens one, F2 renames it, Alt with the arrows changes the order."),
        "Voting.each": _("How many dots everybody may give."),
        "Voting.people": _("How many people vote; with it the program says how many dots are left."),
        "Voting.list": _("What got most dots stands first."),
        # Printing and exporting.
        "ExportDialog.tabs": _("Look at the sheets, or at how they are put together."),
        "OrderForm.view": _("What is made: the poster, or something for the workshop such as cards, faces or the interview guide."),
        "OrderForm.paper": _(
            "The paper of the poster: a size from A4 to A0, a roll that is as long as the map needs, or a size of your own."
        ),
        "OrderForm.own": _("Width and height of your own paper, such as 60 x 90 cm."),
        "OrderForm.handout_paper": _("The paper of this handout."),
        "OrderForm.turn": _("Lying or upright."),
        "OrderForm.distance": _(
            "From how far the poster is read. The smallest type follows: from farther away it has to be larger, and less fits."
        ),
        "OrderForm.language": _("The language of the printed words around your own, such as “Goals” and “Legend”."),
        "OrderForm.names": _("Whether people's real names are printed."),
        "OrderForm.phase_names": _("Whether the names of the phases stand on the empty wall."),
        "SheetsFold.sheets": _("A long journey may go on over several sheets, each with its own head, or be fitted on one."),
        "SheetsFold.tile": _("The poster over small sheets of an office printer, to be put together, with a plan for it."),
        "SheetsFold.overlap": _("By how much neighbouring tiles overlap: the strip that is glued."),
        "ShopFold.standard": _("Which kind of PDF: an ordinary one, PDF/X-4 for print shops, or PDF/A-3 for archives and screen readers."),
        "ShopFold.bleed": _("Colour that runs over the edge of the sheet and is cut off. Print shops usually ask for 3 mm."),
        "ShopFold.marks": _("Lines outside the corners that show where the sheet is cut."),
        "ShopFold.inks": _("Colours as the four inks of a press in place of those of a screen."),
        "FileFold.form": _("PDF for printing, PowerPoint to go on working, PNG for a picture, SVG for drawing programs."),
        "FileFold.dpi": _("How many dots to the inch a picture has: 150 is enough for a screen, 300 for print."),
        "FileFold.outlines": _(
            "Letters become shapes: the picture looks the same everywhere, but nobody can search or read out its words."
        ),
        "FileFold.attach": _("Whether the journey lies inside the PDF, so that it can be opened here and worked on."),
        "FileFold.named": _("Whether people's real names are in the journey inside the PDF."),
        "Outcome.list": _("What to look at before you print. Choose a line to go to its place."),
        "PackDialog.switches": _("Whether this is part of the pack."),
        "PackDialog.kind": _("One PDF with everything in it, or a file for each part."),
        "PackDialog.paper": _("The paper of everything but the poster."),
        "PackDialog.names": _("Whether people's real names are printed."),
        "PackDialog.attach": _("Whether the journey lies inside the PDF, so that it can be opened here and worked on."),
        "PrintSheet.what": _("What is printed."),
        "PrintSheet.which": _("The printer of this computer that prints it."),
        "PrintSheet.paper": _("The paper that lies in the printer."),
        "PrintSheet.true": _("As large as it is meant to be: on as many sheets as that takes."),
        "PrintSheet.fit": _("As large as one sheet allows."),
        # Handing over, surveys, history, merging.
        "HandOverDialog.tool": _("The tool that the file is for. What you change is remembered for it."),
        "HandOverDialog.which": _("Which opportunities go into the file."),
        "HandOverDialog.kind": _("The kind of file that the tool reads."),
        "HandOverDialog.separator": _(
            "What stands between the columns: many spreadsheets outside English-speaking countries expect semicolons."
        ),
        "HandOverDialog.mark": _("A sign at the beginning of the file by which Excel knows its letters; some tools stumble over it."),
        "HandOverDialog.guard": _("An apostrophe before what a spreadsheet would run as a formula. A tool that reads the file keeps it."),
        "HandOverDialog.names": _("Whether the people who carry something out stand in the file."),
        "HandOverDialog.words": _("What this status is called in the other tool; empty: as here."),
        "HandOverDialog.table": _("What will stand in the file."),
        "HandOverDialog._columns.header": _COLUMN_HEAD,
        "HandOverDialog._columns.field": _COLUMN_FIELD,
        "HandOverDialog._columns.text": _COLUMN_TEXT,
        "SurveyDialog.name": _("What the round is called on the map and in the guide."),
        "SurveyDialog.day": _("The day of the measurement."),
        "SurveyDialog.shown_": _("Whether the round stands on the map at once, as a line of its own."),
        "SurveyDialog.form": _("How the table is built: a column for each touchpoint, or a row for each grade."),
        "SurveyDialog.boxes": _("Which column holds this, or how it is written; the program has guessed, and you can choose."),
        "SurveyDialog.table": _("Which column of the survey is which touchpoint of the map."),
        "SurveyDialog.place": _("The touchpoint that the chosen column belongs to."),
        "SurveyDialog.found": _("What the round will say: mean grade and number of answers for each touchpoint."),
        "SurveyDialog.bad": _("Cells that cannot be read, each with the reason."),
        "SurveyDialog.skip": _("Go on without what is listed."),
        "SurveyDialog.whole": _("Nothing of a row counts in which a cell cannot be read."),
        "SurveyDialog.twice": _("Make a second round of the same answers."),
        "HistoryDialog.list": _("Every save is a version. Choose one to see what it was like."),
        "HistoryDialog.changes": _DIFFERS,
        "HistoryDialog.against": _("Compare the version with the one before it, or with the journey as it is now."),
        "CompareDialog.details": _DIFFERS,
        "RecoverDialog.list": _("Work that was not saved when a program ended. Choose what to bring back."),
        "RecoverDialog.details": _DIFFERS,
        "MergeDialog.ground": _("The version that both of you went on from. The history knows it, or the program guesses."),
        "MergeDialog.changes": _("What your colleague did comes in, one change on a line."),
        "MergeDialog.deciding": _("Where you both changed the same thing: take yours, theirs or both."),
        "LicencesSheet.list": _("Everything that the program is made of; choose one to read its licence."),
        "LicencesSheet.text": _("The licence, as its makers wrote it."),
        "Question": _("The details, to be read and copied."),
        "HelpWindow.search": _("Words, or their beginnings; what fits best stands first. Enter opens it."),
        "HelpWindow.list": _("The pages of the help, or what was found. Enter opens a page."),
        "HelpWindow.reader": _("The page. Tab goes from link to link, Enter follows one."),
    }
)
