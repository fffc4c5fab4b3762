"""A Metaflow extension of the tests' own, with decorators that act at the launch."""

STEP_DECORATORS_DESC = [
    ("witness", ".decorators.Witness"),
    ("witness_in_context", ".decorators.WitnessInContext"),
    ("quiet_witness", ".decorators.QuietWitness"),
]
