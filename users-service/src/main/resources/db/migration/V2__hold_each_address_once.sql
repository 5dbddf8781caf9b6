-- Two addresses are the same when they fold to the same text. Inside ASCII the fold is lower case, which
-- the database computes; outside, the service computes it (normal form, domain in A-labels) and keeps it here.
alter table directory add column email_fold text;

create unique index directory_email_key on directory (coalesce(email_fold, lower(email collate "C")));

comment on column directory.email_fold is 'What identifies an address with characters outside ASCII; null for all others.';
comment on index directory_email_key is 'Holds each address once and serves the look-up by address.';
