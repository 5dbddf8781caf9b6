-- pg_trgm is a trusted extension: the owner of the database may create it. Where that is not so, or the
-- extension is not installed, the search by part works all the same, row by row.
do $$
begin
    create extension if not exists pg_trgm;
    create index directory_part_idx on directory using gin (
        (lower(email collate "C") || E'\n' || phone_number || E'\n' || regexp_replace(phone_number, '[^0-9]', '', 'g'))
        gin_trgm_ops);
exception
    when insufficient_privilege or feature_not_supported or undefined_file then
        raise warning 'no extension pg_trgm: GET /users?q= reads the whole directory';
end
$$;
