"""Dossiers: a right is asked for, checked, decided on time, and the decision is what writes the registers.

A room declares its procedures (`procedures.py`); this room opens, routes, counts days, drafts and signs, for all of them.
Words: procedure (thủ tục), dossier (hồ sơ), component (thành phần), ruling (quyết định của hồ sơ). NĐ 61/2018, 107/2021, 118/2025."""
