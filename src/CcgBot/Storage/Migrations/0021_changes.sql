-- Changes that people made are few among many answers: the audit page reads them alone.
CREATE INDEX evidence_changes ON evidence(seq) WHERE kind = 'change';
