"""What the acts and pages of dossiers work with: the catalogue of procedures, the clock, answers, the papers drafted."""
