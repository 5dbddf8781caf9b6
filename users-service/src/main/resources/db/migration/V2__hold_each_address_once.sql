-- Two addresses are the same when they fold to the same text. Inside ASCII the fold is lower case, which
-- the database computes; outside, the service computes it (normal form, domain in A-labels) and keeps it here.
alter table directory add column email_fold text;

comment on column directory.email_fold is 'What identifies an address with characters outside ASCII; null for all others.';

-- Says which rows, without their addresses: this ends in a log.
do $$
declare
    repeated text;
begin
    select string_agg(ids, '; ') into repeated
    from (
        select string_agg(user_id::text, ', ' order by user_id) as ids
        from directory
        group by lower(email collate "C")
        having count(*) > 1
        order by min(user_id)
        limit 5
    ) as same;
    if repeated is not null then
        raise unique_violation using
            message = format('rows of directory hold the same e-mail address, apart from case: user_id %s', repeated);
    end if;
end
$$;

create unique index directory_email_key on directory (coalesce(email_fold, lower(email collate "C")));

comment on index directory_email_key is 'Holds each address once and serves the look-up by address.';
