-- What the older services left (user_id serial, columns that may be null) becomes what V1 creates.
do $$
declare
    old_sequence text := pg_get_serial_sequence('directory', 'user_id');
    last_id bigint;
begin
    if exists (
        select from pg_attribute
        where attrelid = 'directory'::regclass and attname = 'user_id' and attidentity <> ''
    ) then
        return;
    end if;

    select max(user_id) into last_id from directory;
    if old_sequence is not null then
        -- An id whose row is gone is not given again.
        last_id := greatest(last_id, pg_sequence_last_value(old_sequence::regclass));
    end if;

    alter table directory alter column user_id drop default;
    if old_sequence is not null then
        execute format('drop sequence %s', old_sequence);
    end if;
    alter table directory
        alter column user_id type bigint,
        alter column user_id set not null,
        alter column email type text,
        alter column email set not null,
        alter column phone_number type text,
        alter column phone_number set not null;
    alter table directory alter column user_id add generated always as identity;
    if last_id is not null then
        perform setval(pg_get_serial_sequence('directory', 'user_id'), last_id);
    end if;
    if not exists (
        select from pg_constraint where conrelid = 'directory'::regclass and contype = 'p'
    ) then
        alter table directory add constraint directory_pkey primary key (user_id);
    end if;
end
$$;
