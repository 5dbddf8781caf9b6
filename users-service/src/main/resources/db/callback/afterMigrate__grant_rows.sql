-- Runs after the migrations of every start. Where they have a role of their own (DATABASE_OWNER), the role of
-- the service may read and write the rows of all tables that they made, and do nothing else with them. Of the
-- migrations themselves it may know, so that it can start alone where there is none to make.
do $$
declare
    made name;
begin
    if current_user = '${role}' then
        return;
    end if;
    for made in
        select tablename from pg_tables
        where schemaname = current_schema() and tableowner = current_user and tablename <> '${flyway:table}'
    loop
        execute format('grant select, insert, update, delete on %I to %I', made, '${role}');
    end loop;
    execute format('grant select on %I to %I', '${flyway:table}', '${role}');
end
$$;
