-- The service fills this column. A row that was inserted by SQL, two columns, is found by its digits,
-- which is the same for a number written with its country code and nothing to leave out.
alter table directory add column phone_e164 text;

create index directory_phone_idx
    on directory (coalesce(phone_e164, '+' || regexp_replace(phone_number, '[^0-9]', '', 'g')), user_id);

comment on column directory.phone_e164 is 'The number in E.164, however it was typed.';
comment on index directory_phone_idx is 'Serves the look-up by number; several people may share one.';
