"""Fill static/vendor/ and drawing/data/ from npm packages; tools/icons.txt names the icons that the pages use.

For maintainers only: running, testing and installing Gemel never needs npm, because the results are committed.

    npm install --ignore-scripts @fontsource-variable/public-sans@5.3.0 @fontsource-variable/source-serif-4@5.3.1 \
        lucide-static@1.62.0 world-atlas@2.0.2
    python tools/build_vendor.py node_modules

htmx is not copied: django-htmx ships it (static/django_htmx/htmx-2.min.js).
"""

import pathlib
import re
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
DATA = ROOT / "drawing" / "data"

ICONS = (ROOT / "tools" / "icons.txt").read_text().split()

FONTS = {
    "public-sans/files/public-sans-latin-wght-normal.woff2": "public-sans-latin.woff2",
    "public-sans/files/public-sans-latin-ext-wght-normal.woff2": "public-sans-latin-ext.woff2",
    "source-serif-4/files/source-serif-4-latin-wght-normal.woff2": "source-serif-4-latin.woff2",
    "source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2": "source-serif-4-latin-ext.woff2",
}

LICENCES = (
    ("Public Sans (variable, latin and latin-ext)", "SIL Open Font License 1.1", "@fontsource-variable/public-sans"),
    (
        "Source Serif 4 (variable, latin and latin-ext)",
        "SIL Open Font License 1.1",
        "@fontsource-variable/source-serif-4",
    ),
    ("Lucide icons (icons.svg)", "ISC", "lucide-static"),
    (
        "Natural Earth land outline, 1:110m (drawing/data/land-110m.json)",
        "public domain data; packaging ISC",
        "world-atlas",
    ),
)


def copy_fonts(modules):
    for source, name in FONTS.items():
        shutil.copy(modules / "@fontsource-variable" / source, VENDOR / name)


def symbol(name, svg):
    """One <symbol> of the sprite from the text of one Lucide file."""
    body = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.S).group(1)
    body = re.sub(r"\s+", " ", body).replace(" />", "/>").strip()
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        f'stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
    )


def build_icons(modules):
    """Write the sprite; a name that Lucide does not have stops the build."""
    folder = modules / "lucide-static" / "icons"
    missing = [name for name in ICONS if not (folder / f"{name}.svg").exists()]
    if missing:
        sys.exit(f"Lucide has no icon named: {', '.join(missing)}")
    symbols = (symbol(name, (folder / f"{name}.svg").read_text()) for name in ICONS)
    (VENDOR / "icons.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n')


def write_licences(modules):
    parts = ["Third-party files in this folder, and the land outline in drawing/data/.\n"]
    for title, licence, package in LICENCES:
        text = (modules / package / "LICENSE").read_text().strip()
        parts.append(f"{'=' * 100}\n{title}\nLicence: {licence}\nPackage: {package}\n\n{text}\n")
    (VENDOR / "LICENSES.txt").write_text("\n".join(parts))


def main(modules):
    VENDOR.mkdir(parents=True, exist_ok=True)
    DATA.mkdir(parents=True, exist_ok=True)
    copy_fonts(modules)
    build_icons(modules)
    shutil.copy(modules / "world-atlas" / "land-110m.json", DATA / "land-110m.json")
    write_licences(modules)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
