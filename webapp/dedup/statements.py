"""The matcher's own SQL, where the two databases need different words for a whole batch."""

# Each sought key gives at most `most` records, of those numbered `since` or later. LATERAL with a
# limit keeps PostgreSQL at index look-ups whatever its statistics say.
FIND = {
    "postgresql": """
        SELECT found.n, profile.id, profile.registration_id, profile.member_id, profile.content
        FROM (
            SELECT DISTINCT sought.n, block.profile_id
            FROM unnest(%(n)s::int[], %(key)s::bigint[]) AS sought (n, key)
            CROSS JOIN LATERAL (
                SELECT profile_id FROM blocking_keys
                WHERE key = sought.key AND profile_id >= %(since)s
                ORDER BY profile_id LIMIT %(most)s
            ) AS block
        ) AS found
        CROSS JOIN LATERAL (
            SELECT id, registration_id, member_id, content FROM profiles
            WHERE id = found.profile_id LIMIT 1
        ) AS profile
    """,
    "sqlite": """
        WITH found (n, profile_id) AS MATERIALIZED (
            SELECT DISTINCT sought.value ->> 0, block.value
            FROM json_each(:sought) AS sought
            CROSS JOIN json_each((
                SELECT json_group_array(profile_id) FROM (
                    SELECT profile_id FROM blocking_keys
                    WHERE key = sought.value ->> 1 AND profile_id >= :since
                    ORDER BY profile_id LIMIT :most
                )
            )) AS block
        )
        SELECT found.n, profile.id, profile.registration_id, profile.member_id, profile.content
        FROM found CROSS JOIN profiles AS profile ON profile.id = found.profile_id
    """,
}

COUNT_NAMES = {
    "postgresql": """
        INSERT INTO name_frequencies AS known (name_key, people)
        SELECT * FROM unnest(%(key)s::bigint[], %(people)s::int[])
        ON CONFLICT (name_key) DO UPDATE SET people = known.people + excluded.people
    """,
    "sqlite": """
        INSERT INTO name_frequencies AS known (name_key, people)
        SELECT value ->> 0, value ->> 1 FROM json_each(:counts) WHERE true
        ON CONFLICT (name_key) DO UPDATE SET people = known.people + excluded.people
    """,
}

# pairs as arrays, for thousands of them: written out one by one they took twice as long
FORGET_KEYS = {
    "postgresql": """
        DELETE FROM blocking_keys AS block
        USING unnest(%(key)s::bigint[], %(profile_id)s::bigint[]) AS gone (key, profile_id)
        WHERE block.key = gone.key AND block.profile_id = gone.profile_id
    """,
    "sqlite": "DELETE FROM blocking_keys WHERE key = ? AND profile_id = ?",
}
