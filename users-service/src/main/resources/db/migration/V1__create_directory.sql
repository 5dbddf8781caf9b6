-- "if not exists" is what lets a table of the older services, with the same three columns, be taken over as it is.
create table if not exists directory (
    user_id bigint generated always as identity,
    email text not null,
    phone_number text not null,
    constraint directory_pkey primary key (user_id)
);

comment on table directory is 'Who is reached by which number: one row per e-mail address.';
comment on column directory.user_id is 'Ascending and never used twice.';
comment on column directory.email is 'As typed.';
comment on column directory.phone_number is 'As typed, with the country code.';
