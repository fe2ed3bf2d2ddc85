"""Files that are broken in one way each: every fault gives its codes at its places, good files give none."""
