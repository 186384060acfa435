// Generators, goldens and oracles.
