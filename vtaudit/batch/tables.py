"""The tables of a store, and the views of it that are promised to analysts.

Separate from the store, which fills them: what stands here is what `overview --sql` and Parquet
offer, and docs/overview.md describes.
"""

from __future__ import annotations

TABLES = """
CREATE TABLE cases (
  number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, key TEXT NOT NULL, run INTEGER NOT NULL,
  id TEXT, row TEXT, body TEXT NOT NULL, organisation TEXT NOT NULL, protocol TEXT NOT NULL,
  cited TEXT NOT NULL, outputs TEXT NOT NULL, due TEXT NOT NULL,
  error TEXT NOT NULL
);
CREATE TABLE figures (
  number INTEGER NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, verdict TEXT NOT NULL,
  amount INTEGER NOT NULL, low INTEGER, high INTEGER, took_low INTEGER, took_high INTEGER
);
CREATE INDEX figures_of ON figures (number, kind, code);
CREATE TABLE written (file TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (file, sha256));
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE VIEW dossiers AS
  SELECT number, id, body, organisation, protocol, path,
    json_extract(row, '$[2]') AS as_of,
    json_extract(row, '$[3]') AS shortcomings,
    json_extract(row, '$[4]') AS not_established,
    json_extract(row, '$[5]') AS terms_late,
    json_extract(row, '$[6]') AS terms_undetermined
  FROM cases WHERE run = (SELECT max(run) FROM cases) AND row IS NOT NULL;
CREATE VIEW not_audited AS
  SELECT number, path, error
  FROM cases WHERE run = (SELECT max(run) FROM cases) AND error != '';
CREATE VIEW rules AS
  SELECT d.number, d.id, d.body, d.organisation, d.protocol, f.code AS rule, f.verdict
  FROM dossiers d JOIN figures f USING (number) WHERE f.kind = 'rule';
CREATE VIEW terms AS
  SELECT d.number, d.id, d.body, d.organisation, d.protocol, f.code AS rule, f.verdict AS status,
    f.amount, f.low AS spare_low, f.high AS spare_high, f.took_low, f.took_high
  FROM dossiers d JOIN figures f USING (number) WHERE f.kind = 'term';
CREATE VIEW phases AS
  SELECT d.number, d.id, d.body, d.organisation, d.protocol, f.code AS phase, f.verdict AS state,
    f.took_low, f.took_high
  FROM dossiers d JOIN figures f USING (number) WHERE f.kind = 'phase';
CREATE VIEW findings AS
  SELECT d.number, d.id, d.body, d.organisation, d.protocol, f.code AS rule,
    f.verdict AS certainty, f.amount
  FROM dossiers d JOIN figures f USING (number) WHERE f.kind = 'finding';
CREATE VIEW norms AS
  SELECT d.number, d.id, d.body, d.organisation, d.protocol, f.code AS norm, f.verdict, f.amount
  FROM dossiers d JOIN figures f USING (number) WHERE f.kind = 'norm';
"""
VIEWS = ("dossiers", "not_audited", "rules", "terms", "phases", "findings", "norms")
"""What analysts may count on: each view over the newest run."""
