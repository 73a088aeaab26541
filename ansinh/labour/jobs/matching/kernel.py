"""Conditions, score and search, compiled by numba: one pair, one against all, all against all.

Every term of the score is nought or less, so the occupation alone says how good a pair can be at most: search begins at the nearest
occupations and ends when nothing further can enter the list. What it gives equals looking at every pair.

Compiled code is kept beside this file where that may be written, else in the data folder; `warm_up` compiles or loads it."""

import os
from math import log, log1p, sqrt
from pathlib import Path
from typing import Any

import numba
import numpy as np
from django.conf import settings

from ansinh.labour.jobs.matching.layout import ANYWHERE, ASKED, BAR, OCCUPATIONS, PLACES, TERMS, WORDS

_config: Any = numba.config
if not _config.CACHE_DIR and not os.access(Path(__file__).parent, os.W_OK):
    _config.CACHE_DIR = str(settings.DATA / "compiled")

TOO_YOUNG, MINOR, CERTIFICATE, NIGHT = BAR["too_young"], BAR["minor"], BAR["certificate"], BAR["night"]
SHIFTS, HOURS, PLACE, WAGE, ACCESS = BAR["shifts"], BAR["hours"], BAR["place"], BAR["wage"], BAR["access"]
NOWHERE = np.float32(-1.0)
TERM_COUNT = len(TERMS)
ROUNDED = 1e-5
_compiled = numba.njit(cache=True, nogil=True)


@_compiled
def kilometres(s, v, w):
    """Kilometres by road from the seeker's commune to the work's; -1 where one of them is not known."""
    if np.isnan(s.north) or np.isnan(v.north):
        return NOWHERE
    east = (s.east - v.east) * v.shrink
    north = s.north - v.north
    return w.road_factor * sqrt(east * east + north * north)


@_compiled
def may_move(s, v):
    """Whether the seeker would live where the work is."""
    for at in range(PLACES):
        place = s.willing[at]
        if place == ANYWHERE or (place >= 0 and (place == v.commune or place == v.province)):
            return True
    return False


@_compiled
def is_daily(s, v, km):
    """Whether one can go there each day from home; a work known by its province alone counts as near in the same province."""
    return km <= s.farthest if km >= 0 else s.province == v.province


@_compiled
def own_bars(s, v, w):
    """Bits of the hard conditions the pair does not meet, without where the work is."""
    found = np.int64(s.barred) | np.int64(v.barred)
    if s.age < w.least_age:
        found |= TOO_YOUNG
    if v.is_adult_work and s.age < w.adult_age:
        found |= MINOR
    if v.certificates & ~s.certificates:
        found |= CERTIFICATE
    if v.night and not s.nights:
        found |= NIGHT
    if v.shifts and not s.shifts:
        found |= SHIFTS
    if v.hours > s.hours:
        found |= HOURS
    if v.wage > 0 and v.wage < s.wage:
        found |= WAGE
    if s.access & ~v.access:
        found |= ACCESS
    return found


@_compiled
def bars(s, v, w):
    """Bits of the hard conditions the pair does not meet; nought when it may be proposed."""
    found = own_bars(s, v, w)
    if not is_daily(s, v, kilometres(s, v, w)) and not may_move(s, v):
        found |= PLACE
    return found


@_compiled
def related(s, v, w):
    """How near the occupations are, 0 to 1: shares of certainty of both sides over the digits their codes have in common."""
    near = 0.0
    for one in range(OCCUPATIONS):
        if s.shares[one] == 0:
            break
        a = s.codes[one]
        for other in range(OCCUPATIONS):
            if v.shares[other] == 0:
                break
            b = v.codes[other]
            if a == b:
                digits = 4
            elif a // 10 == b // 10:
                digits = 3
            elif a // 100 == b // 100:
                digits = 2
            elif a // 1000 == b // 1000:
                digits = 1
            else:
                digits = 0
            near += s.shares[one] * v.shares[other] * w.related[digits]
    unknown = s.unknown + v.unknown - s.unknown * v.unknown
    return min(1.0, near + unknown * w.unknown_related)


@_compiled
def covered(s, v, w):
    """The part of the skills asked for that the seeker has, by weight; what stands for it where one side tells none."""
    if v.asked_total <= 0 or not s.tells_skills:
        return w.skills_not_told
    has = 0.0
    for at in range(ASKED):
        skill = v.asked[at]
        if skill < 0:
            break
        if (s.skills[skill >> 6] >> np.uint64(skill & 63)) & np.uint64(1):
            has += v.weights[at]
    return has / v.asked_total


@_compiled
def skills_term(s, v, w):
    return w.skills * log(w.skill_floor + (1 - w.skill_floor) * covered(s, v, w))


@_compiled
def distance_term(s, v, w):
    km = kilometres(s, v, w)
    moving = -w.moving * (0.5 if v.dormitory else 1.0)
    if not is_daily(s, v, km):
        return moving
    part = (km if km >= 0 else w.unknown_km) / s.farthest
    daily = -w.distance * part * sqrt(part)  # what is near hardly counts
    return max(daily, moving) if may_move(s, v) else daily


@_compiled
def wage_term(s, v, w):
    over = (v.likely_wage / s.likely_wage - 1) / w.wage_span
    hidden = w.hidden_wage if v.wage <= 0 else 0.0
    return -w.wage * (min(1.0, max(0.0, 1 - over)) + hidden)


@_compiled
def education_term(s, v, w):
    gap = v.education - s.education
    return -w.education * gap if gap > 0 else -w.overeducation * min(3, -gap)


@_compiled
def experience_term(s, v, w):
    if v.months <= s.months:
        return 0.0
    return -w.experience * (1 - s.months / v.months)


@_compiled
def words_term(s, v, w):
    """Words both titles have, of those the shorter one has."""
    common, ours, theirs = 0, 0, 0
    for one in range(WORDS):
        if s.words[one] == 0:
            break
        ours += 1
        for other in range(WORDS):
            if s.words[one] == v.words[other]:
                common += 1
                break
    for other in range(WORDS):
        if v.words[other] == 0:
            break
        theirs += 1
    least = min(ours, theirs)
    return -w.words * (1 - min(common, least) / least) if least else -w.words


@_compiled
def other_terms(s, v, w, out):
    """Fills the terms after the first and gives their sum."""
    out[1] = skills_term(s, v, w)
    out[2] = distance_term(s, v, w)
    out[3] = wage_term(s, v, w)
    out[4] = education_term(s, v, w)
    out[5] = experience_term(s, v, w)
    out[6] = -w.freshness * v.stale
    out[7] = -w.congestion * log1p(v.crowd)
    out[8] = words_term(s, v, w)
    total = 0.0
    for term in range(1, TERM_COUNT):
        total += out[term]
    return total


@_compiled
def missing(s, v):
    """Bits of the vacancy's `asked` places whose skill the seeker does not tell."""
    found = 0
    for at in range(ASKED):
        skill = v.asked[at]
        if skill < 0:
            break
        if not (s.skills[skill >> 6] >> np.uint64(skill & 63)) & np.uint64(1):
            found |= 1 << at
    return found


@_compiled
def missing_of(seekers, vacancies, people, jobs):
    """`missing` of many pairs of rows, uint8."""
    found = np.zeros(len(people), np.uint8)
    for at in range(len(people)):
        found[at] = missing(seekers[people[at]], vacancies[jobs[at]])
    return found


@_compiled
def _keep(rows, scores, terms, count, row, score, own):
    """Puts one among the best so far, which stand in order; equal scores stay in the order of their rows. Gives how many there are."""
    most = len(rows)
    if count == most and (score < scores[most - 1] or (score == scores[most - 1] and row > rows[most - 1])):
        return count
    at = count if count < most else most - 1
    while at > 0 and (scores[at - 1] < score or (scores[at - 1] == score and rows[at - 1] > row)):
        rows[at], scores[at] = rows[at - 1], scores[at - 1]
        terms[at] = terms[at - 1]
        at -= 1
    rows[at], scores[at] = row, score
    terms[at] = own
    return min(count + 1, most)


@_compiled
def _span(codes, shares, at, digits, starts):
    """Where in the order the rows stand that share so many digits with code `at`; the last turn is of those whose occupation is unknown."""
    if digits == 0:
        return (starts[0], starts[10_000]) if at == 0 else (0, 0)
    if at == OCCUPATIONS:
        return (starts[0], starts[1]) if digits == 3 else (0, 0)
    if shares[at] == 0:
        return (0, 0)
    width = 10 ** (4 - digits)
    first = codes[at] // width * width
    return (starts[first], starts[first + width])


@_compiled
def search(forward, own, seekers, vacancies, index, w, ignored, seen, mark, rows, scores, terms):
    """The best of the other side for the seeker (or, backwards, the vacancy) in row `own`. Gives how many it found.

    `index` is (order, starts, heaviest) of the other side (`by_occupation`); `seen` a scratch of as many rows, `mark` a number not yet
    in it. The most related come first: those that share three digits of a code, then two, one, none."""
    order, starts, heaviest = index
    codes = seekers[own].codes if forward else vacancies[own].codes
    shares = seekers[own].shares if forward else vacancies[own].shares
    unknown = seekers[own].unknown if forward else vacancies[own].unknown
    certain = shares.sum() * heaviest
    count, most = 0, len(rows)
    now = np.zeros(TERM_COUNT, np.float32)
    for digits in range(3, -1, -1):
        for at in range(OCCUPATIONS + 1):
            first, last = _span(codes, shares, at, digits, starts)
            for place in range(first, last):
                row = order[place]
                if seen[row] == mark:
                    continue
                seen[row] = mark
                s = seekers[own if forward else row]
                v = vacancies[row if forward else own]
                if own_bars(s, v, w) & ~ignored:  # most pairs end here
                    continue
                near = related(s, v, w)
                if near < w.least_related:
                    continue
                now[0] = w.occupation * log(near)
                if count == most:
                    if now[0] < scores[most - 1]:
                        continue
                    if now[0] + skills_term(s, v, w) + distance_term(s, v, w) < scores[most - 1] - ROUNDED:
                        continue
                if bars(s, v, w) & ~ignored:
                    continue
                score = now[0] + other_terms(s, v, w, now)
                count = _keep(rows, scores, terms, count, row, score, now)
        if digits == 0:
            break
        best = min(1.0, certain * w.related[digits - 1] + unknown * w.unknown_related)
        if best < w.least_related or (count == most and w.occupation * log(best) < scores[most - 1]):
            break
    return count


@numba.njit(cache=True, parallel=True, nogil=True)
def search_all(forward, owners, seekers, vacancies, index, weights, ignored, size, limit, parts):
    """Rows (-1 where there are fewer), scores and terms of the best `limit` for each of the `owners`; `size` is how many the other side has,
    `parts` in how many the work is cut.

    `weights` is an array of one record: a parallel loop takes no bare record."""
    rows = np.full((len(owners), limit), -1, np.int32)
    scores = np.full((len(owners), limit), -np.inf, np.float64)
    terms = np.zeros((len(owners), limit, TERM_COUNT), np.float32)
    for part in numba.prange(parts):
        seen = np.full(size, -1, np.int32)
        for at in range(part * len(owners) // parts, (part + 1) * len(owners) // parts):
            search(
                forward,
                owners[at],
                seekers,
                vacancies,
                index,
                weights[0],
                ignored,
                seen,
                at,
                rows[at],
                scores[at],
                terms[at],
            )
    return rows, scores, terms


@_compiled
def explain(s, v, w, out):
    """Fills all terms of one pair; gives their sum and the bits of its bars."""
    out[0] = w.occupation * log(max(related(s, v, w), 1e-6))
    return out[0] + other_terms(s, v, w, out), bars(s, v, w)


@_compiled
def find_phrases(words, starts, first, last, steps, to, things, found):
    """Puts into `found`, at the place of its first word, the number of each phrase the rows from `first` to `last` say; the longest way of
    saying goes first, and a word is used once. The tree of phrases is that of `lexicon.Phrases`; word 0 is in no phrase."""
    for row in range(first, last):
        at = starts[row]
        while at < starts[row + 1]:
            node, place, end = 0, at, at + 1
            while place < starts[row + 1] and words[place] > 0:
                step = np.int64(node) << 20 | words[place]
                found_at = np.searchsorted(steps, step)
                if found_at == len(steps) or steps[found_at] != step:
                    break
                node = to[found_at]
                place += 1
                if things[node] >= 0:
                    found[at], end = things[node], place
            at = end


@_compiled
def first_distinct(values, starts, first, last, out):
    """The first distinct values of each row, as many as fit beside each other."""
    for row in range(first, last):
        count = 0
        for at in range(starts[row], starts[row + 1]):
            is_new = True
            for place in range(count):
                if out[row, place] == values[at]:
                    is_new = False
            if is_new and count < out.shape[1]:
                out[row, count] = values[at]
                count += 1


@_compiled
def posterior(
    first, last, declared, tokens, parts, token_starts, skills, skill_starts, tables, codes_of, codes, shares, unknown
):
    """Fills the likeliest occupations of the rows from `first` to `last` and their shares: declared codes x words of the title
    x skills, one experts' product.

    `declared` (n, wishes) are codes of 1 to 4 digits or 0; several, or several `parts` of a title, are several wishes with shares of their
    own: each reads the words of its part, what is said for all is parted among them, and a part without a code counts when it is sure.
    `tables` are (log prior, log P(token|o)/P(token), log P(skill|o)/P(skill), log P(declared|o) by digits in common and told)."""
    prior, of_token, of_skill, of_declared = tables
    told = np.zeros(len(codes_of))
    best_of = np.zeros(len(codes_of))
    most = declared.shape[1]
    for row in range(first, last):
        begin, end = token_starts[row], token_starts[row + 1]
        codes_told = 0
        while codes_told < most and declared[row, codes_told] != 0:
            codes_told += 1
        parts_told = 0
        for at in range(begin, end):
            parts_told = max(parts_told, min(parts[at] + 1, most))
        if codes_told == 0 and begin == end and skill_starts[row] == skill_starts[row + 1]:
            unknown[row] = 1
            continue
        wishes = max(codes_told, parts_told, 1)
        best_of[:] = 0
        for wish in range(wishes):
            told[:] = prior
            for at in range(begin, end):
                if parts_told > 1 and parts[at] >= 0:
                    if min(parts[at], most - 1) == wish:
                        told += of_token[tokens[at]]
                else:
                    told += of_token[tokens[at]] / wishes**2
            for at in range(skill_starts[row], skill_starts[row + 1]):
                told += of_skill[skills[at]] / wishes**2
            _add_share(
                told,
                declared[row, wish],
                of_declared,
                codes_of,
                best_of,
                0.0 if wish == 0 or wish < codes_told else 0.5,
            )
        for at in range(codes.shape[1]):
            best = best_of.argmax()
            if best_of[best] < 0.02:
                break
            codes[row, at], shares[row, at] = codes_of[best], best_of[best]
            best_of[best] = 0


@_compiled
def _add_share(told, code, of_declared, codes_of, best_of, least):
    """Raises the shares in `best_of` to those of one wish, unless its surest is under `least`."""
    digits = 0
    rest = code
    while rest > 0:
        rest //= 10
        digits += 1
    if digits:
        for at in range(len(codes_of)):
            common = digits
            one, other = codes_of[at] // 10 ** (4 - digits), code
            while one != other:
                one //= 10
                other //= 10
                common -= 1
            told[at] += of_declared[digits, common]
    weighed = np.exp(told - told.max())
    weighed /= weighed.sum()
    if weighed.max() >= least:
        np.maximum(best_of, weighed, best_of)
