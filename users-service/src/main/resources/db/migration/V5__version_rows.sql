alter table directory add column version bigint not null default 0;

comment on column directory.version is 'Goes up with every change; what an ETag shows.';

-- An update by hand changes the row too: without this, a client would go on believing what it has.
create function directory_next_version() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    return new;
end
$$;

create trigger directory_version before update on directory
    for each row when (old.version = new.version) execute function directory_next_version();
