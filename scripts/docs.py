"""Print docs/cli.md: every command and option with its help text, as the program has them."""

import typer

from sayso.cli.app import app


def main() -> None:
    command = typer.main.get_command(app)
    print("# The command line\n\nWritten from the program's own help by `scripts/docs`.\n")
    print(command.help + "\n")
    for name, sub in command.commands.items():
        describe(f"sayso {name}", sub)


def describe(name, command):
    """A command and its options, or a group with its commands below it."""
    print(f"## {name}\n\n{' '.join(command.help.split())}\n")
    if hasattr(command, "commands"):
        for sub_name, sub in command.commands.items():
            describe(f"{name} {sub_name}", sub)
        return
    print("| | |\n|---|---|")
    for p in command.params:
        if p.name == "help":
            continue
        label = f"`{p.metavar}`" if p.param_type_name == "argument" else f"`{p.opts[0]} {p.metavar}`".replace("|", "\\|")
        help_text = p.help.replace("|", "\\|")
        print(f"| {label} | {help_text} |")
    print()


if __name__ == "__main__":
    main()
