"""Persons, households, who lives with whom and where, through time.

Words: person - người, household - hộ, head - chủ hộ, membership - tư cách thành viên, residence - nơi ở,
personal number - số định danh cá nhân (12 digits). State changes only through `actions`; files come in through
`jobs.intake` and go out through `jobs.handout`.

Law: Law on Residence 2020 (household, head), Decree 137/2015/NĐ-CP and Circular 59/2021/TT-BCA (personal number)."""
