"""What is typed about dossiers: at the desk, and by citizens."""
