"""Where a bundle starts: the same door as the installed command."""

from cjm_desktop.__main__ import main

if __name__ == "__main__":
    raise SystemExit(main())
