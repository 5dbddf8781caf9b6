-- What two addresses, or two numbers, are compared by has a name: every statement says it, none computes it.
alter table directory
    add column email_key text collate "C"
        generated always as (coalesce(email_fold, lower(email collate "C"))) stored,
    add column phone_key text collate "C"
        generated always as (coalesce(phone_e164, '+' || regexp_replace(phone_number, '[^0-9]', '', 'g'))) stored;

drop index directory_email_key;
create unique index directory_email_key on directory (email_key);
comment on index directory_email_key is 'Holds each address once and serves the look-up by address.';

drop index directory_phone_idx;
create index directory_phone_idx on directory (phone_key, user_id);
comment on index directory_phone_idx is 'Serves the look-up by number; several people may share one.';

comment on column directory.email_key is 'Identifies an address: email_fold, or the address in lower case.';
comment on column directory.phone_key is 'Identifies a number: phone_e164, or + and the digits.';
