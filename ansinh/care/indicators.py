"""What this room counts. Declared before its registers exist: figures come from reports received."""
