"""Figures for a place and a period: what was counted, against the plan and last year, checked, opened and sealed.

Words: chỉ tiêu (indicator), kế hoạch (target), ảnh chụp số liệu (snapshot), khóa sổ (seal), kiểm tra số liệu (check).
Figures are asked through ``ansinh.indicators.api``; what changes state is in ``actions``.
"""
