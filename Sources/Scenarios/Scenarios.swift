// This target's first files arrive with the work that needs them.
