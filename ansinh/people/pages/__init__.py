"""What people see of persons and households: lists, whole files through time, the acts, files brought in."""
