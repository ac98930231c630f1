"""Meta-analysis and network meta-analysis from trial data, written from the papers.

Needs NumPy (extra `evidence`); nothing outside this package imports it before it is used. Every
method is named where it is implemented with the paper it comes from; the defaults are those of
R's meta and netmeta, so that numbers can be compared.
"""
