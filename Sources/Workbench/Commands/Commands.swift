/// The commands by name; each is declared and run in a file of its own.
enum Commands {
    /// A command reads and may change the state; what it leaves behind holds only if it did not throw.
    typealias Run = @Sendable (Call, inout SessionState, Session.Environment) throws(CommandFailure) -> Report

    static let named: [String: Run] = [
        "load": LoadCommand.run, "import": ImportCommand.run, "datasets": ListCommands.datasets,
        "models": ListCommands.models, "derive": ColumnCommands.derive, "band": ColumnCommands.band,
        "reference": ColumnCommands.reference, "calibration": CalibrationCommand.run, "set": SetCommand.run,
        "alias": AliasCommand.run, "locale": LocaleCommand.run, "show": ShowCommand.run, "save": SessionCommands.save,
        "replay": SessionCommands.replay, "language": SessionCommands.language,
        "describe": DescribeCommand.run, "regions": RegionsCommand.run, "metrics": MetricsCommand.run,
        "compare": CompareCommand.run, "fairness": FairnessCommand.run, "agreement": AgreementCommand.run,
        "ranking": RankingCommand.run, "consistency": ConsistencyCommand.run,
        "probe": ProbeCommand.run, "run": RunCommand.run, "plan": PlanCommand.run, "lock": LockCommand.run,
        "new": NewCommand.run, "schema": SchemaCommand.run, "generate": GenerateCommand.run, "cube": CubeCommand.run,
        "last": StateCommands.last, "drop": StateCommands.drop, "undo": StateCommands.undo,
        "redo": StateCommands.redo, "history": HistoryCommand.run, "explain": ExplainCommand.run,
        "help": HelpCommand.run, "version": HelpCommand.version, "quit": HelpCommand.quit,
    ]
}
