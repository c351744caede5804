-- By whose right a Direct Line conversation has its groups: "key:ID", "oidc:SUBJECT"; null for a customer's server, which has the secret.
ALTER TABLE directline_groups ADD COLUMN holder TEXT;
