"""Generated and mutated inputs: whatever comes in, the same promises hold."""
