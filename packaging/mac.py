"""What macOS is told about the program: the property list of the bundle, and its words in five languages. Standard library only.

Contract: :func:`info_plist` gives what PyInstaller writes into ``Info.plist`` besides its own keys; :func:`files` gives the icon and the
names of the kind of file in every language, for the bundle's resources. Both take all names from packaging/identity.py.
"""

from __future__ import annotations

from pathlib import Path

import identity

_ICON = "document.icns"


def info_plist() -> dict[str, object]:
    """Kind of file, icon, languages, version. Journeys are JSON, and ours: the bundle exports their type."""
    return {
        "CFBundleDisplayName": identity.NAME,
        "CFBundleShortVersionString": identity.version(),
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": list(identity.LANGUAGES),
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        # Dark and light as the system has it.
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": identity.FILE_KIND["en"],
                "CFBundleTypeRole": "Editor",
                "CFBundleTypeIconFile": _ICON,
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [identity.UTI],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": identity.UTI,
                "UTTypeDescription": identity.FILE_KIND["en"],
                "UTTypeIconFile": _ICON,
                "UTTypeConformsTo": ["public.json"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [identity.SUFFIX.lstrip(".")],
                    "public.mime-type": identity.MEDIA_TYPE,
                },
            }
        ],
    }


def words(language: str) -> str:
    """``InfoPlist.strings`` of a language: what the Finder calls one of our files."""
    return f'"{identity.FILE_KIND["en"]}" = "{identity.FILE_KIND[language]}";\n'


def files(folder: Path) -> list[tuple[str, str]]:
    """What goes into the bundle's resources, as PyInstaller wants it (file, folder in there): the icon of files, and the words of each
    language, which are written below ``folder``. PyInstaller signs the bundle when all is in."""
    found = [(str(identity.ICONS / _ICON), ".")]
    for language in identity.LANGUAGES:
        written = folder / f"{language}.lproj" / "InfoPlist.strings"
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(words(language), encoding="utf-8")
        found.append((str(written), written.parent.name))
    return found
