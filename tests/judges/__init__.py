"""Programs that are not ours and judge what we make: validators, readers and oracles."""
