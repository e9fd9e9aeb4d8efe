"""What `manage.py check` says of this room."""

from django.core.checks import Error, register

from agreements.rule_packs import BrokenPack, packs


@register
def rule_packs_are_whole(app_configs, **kwargs):
    """A broken rule pack stops the start and names file and fault, rather than leaving a filing unopened."""
    try:
        packs()
    except BrokenPack as fault:
        return [Error(f"{fault.path}: {fault.reason}", hint="docs/clocks.md says what a rule pack holds.",
                      obj=fault.file, id="agreements.E001")]  # fmt: skip
    return []
