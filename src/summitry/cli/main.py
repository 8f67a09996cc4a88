"""The command ``summitry``: a table of nouns, each in a file of its own, loaded when used."""

from summitry.cli.conduct import LazyCommand, SummitryGroup

#: Every command: where it lives, and its line in ``summitry --help``.
COMMANDS = {
    "demo": LazyCommand(
        "summitry.cli.site:demo", "Build the sample network, serve it."
    ),
    "serve": LazyCommand("summitry.cli.site:serve", "Serve the site for production."),
    "migrate": LazyCommand(
        "summitry.cli.site:migrate_command", "Bring the database schema up to date."
    ),
    "doctor": LazyCommand("summitry.cli.doctor:doctor", "Check the health of a site."),
    "import": LazyCommand("summitry.cli.imports:import_file", "Bring a file in."),
    "method": LazyCommand("summitry.cli.method:method", "List, show and run methods."),
    "series": LazyCommand(
        "summitry.cli.series:series", "Judge and forecast series of emissions."
    ),
    "inventory": LazyCommand(
        "summitry.cli.inventory:inventory", "Add up and check inventories."
    ),
    "bench": LazyCommand("summitry.cli.bench:bench", "Run the benchmarks."),
    "remind": LazyCommand(
        "summitry.cli.remind:remind", "Remind city editors of reports that are due."
    ),
    "digest": LazyCommand(
        "summitry.cli.digest:digest", "Mail what is new to those who follow."
    ),
    "commitment": LazyCommand("summitry.cli.commitment:commitment", "Assess pledges."),
    "plan": LazyCommand("summitry.cli.plan:plan", "Run, compare and optimise plans."),
}

cli = SummitryGroup(
    "summitry",
    lazy=COMMANDS,
    summary="What networks of cities promised, and what became of it.",
)


def main() -> None:
    """Run the command line."""
    cli(prog_name="summitry")
