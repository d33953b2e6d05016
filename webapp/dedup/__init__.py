"""Maybe the same person? keys -> candidates -> scorer -> bands (design/dedup.md).

Today a candidate is whoever has the same NIK, with the full score, and a person decides. The
full matcher brings more keys, a scorer between candidates and bands, and bands by its score;
its callers keep the same call and the same Candidate.
"""
