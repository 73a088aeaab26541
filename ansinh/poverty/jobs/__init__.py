"""Field work and paper: forms carried to the door and back, printed forms and the tables of the circular."""
