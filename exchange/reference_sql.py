"""The statements of load_reference, over the temporary tables that exchange.reference fills."""

PLACES = {
    # shipped id -> place, by the id it was loaded under, its ISO code or its GeoNames id
    "recognise": """
        INSERT INTO reference_known (shipped_id, place_id)
        SELECT DISTINCT ON (shipped.shipped_id) shipped.shipped_id, place.id
        FROM (SELECT * FROM reference_place WHERE rank = %(rank)s) shipped
        JOIN (
            SELECT shipped_id, place.id, 1 AS nearness FROM reference_place
            JOIN stakeholders_place place USING (source) WHERE place.external_id = shipped_id
            UNION ALL
            SELECT shipped_id, place.id, 2 FROM reference_place JOIN stakeholders_place place USING (iso_code)
            UNION ALL
            SELECT shipped_id, place.id, 3 FROM reference_place JOIN stakeholders_place place USING (geonames_id)
        ) place USING (shipped_id)
        ORDER BY shipped.shipped_id, place.nearness
        ON CONFLICT (shipped_id) DO NOTHING
    """,
    # A place that came from elsewhere keeps what it has and gains what it lacks.
    "change": """
        WITH wanted AS (
            SELECT known.place_id, parent.place_id AS parent_id, country.place_id AS country_id, shipped.*
            FROM reference_place shipped
            JOIN reference_known known USING (shipped_id)
            LEFT JOIN reference_known parent ON parent.shipped_id = shipped.parent
            LEFT JOIN reference_known country ON country.shipped_id = 'country:' || shipped.country_code
            WHERE shipped.rank = %(rank)s
        ), fresh AS (
            SELECT place.id,
                CASE WHEN ours THEN wanted.name ELSE place.name END AS name,
                CASE WHEN ours THEN wanted.parent_id ELSE coalesce(place.parent_id, wanted.parent_id) END AS parent_id,
                CASE WHEN wanted.rank > 0 THEN coalesce(place.country_id, wanted.country_id) END AS country_id,
                coalesce(nullif(place.country_code, ''), wanted.country_code) AS country_code,
                coalesce(place.iso_code, wanted.iso_code) AS iso_code,
                coalesce(place.geonames_id, wanted.geonames_id) AS geonames_id,
                CASE WHEN ours THEN wanted.lat ELSE coalesce(place.lat, wanted.lat) END AS lat,
                CASE WHEN ours THEN wanted.lon ELSE coalesce(place.lon, wanted.lon) END AS lon,
                CASE WHEN ours THEN wanted.population ELSE coalesce(place.population, wanted.population) END
                    AS population,
                coalesce(nullif(place.time_zone, ''), wanted.time_zone, '') AS time_zone,
                CASE WHEN ours THEN coalesce(wanted.note, '') ELSE place.note END AS note
            FROM wanted
            JOIN stakeholders_place place ON place.id = wanted.place_id,
            LATERAL (SELECT place.source = wanted.source AS ours) origin
        )
        UPDATE stakeholders_place place
        SET name = fresh.name, parent_id = fresh.parent_id, country_id = fresh.country_id,
            country_code = fresh.country_code, iso_code = fresh.iso_code, geonames_id = fresh.geonames_id,
            lat = fresh.lat, lon = fresh.lon, population = fresh.population, time_zone = fresh.time_zone,
            note = fresh.note
        FROM fresh
        WHERE fresh.id = place.id
          AND (place.name, place.parent_id, place.country_id, place.country_code, place.iso_code, place.geonames_id,
               place.lat, place.lon, place.population, place.time_zone, place.note)
              IS DISTINCT FROM
              (fresh.name, fresh.parent_id, fresh.country_id, fresh.country_code, fresh.iso_code, fresh.geonames_id,
               fresh.lat, fresh.lon, fresh.population, fresh.time_zone, fresh.note)
    """,
    "create": """
        INSERT INTO stakeholders_place
            (level, name, aliases, parent_id, country_id, country_code, iso_code, geonames_id, lat, lon, population,
             time_zone, source, external_id, note)
        SELECT shipped.level, shipped.name, array_remove(ARRAY[shipped.iso3], NULL), parent.place_id, country.place_id,
            shipped.country_code, shipped.iso_code, shipped.geonames_id, shipped.lat, shipped.lon, shipped.population,
            coalesce(shipped.time_zone, ''), shipped.source, shipped.shipped_id, coalesce(shipped.note, '')
        FROM reference_place shipped
        LEFT JOIN reference_known known USING (shipped_id)
        LEFT JOIN reference_known parent ON parent.shipped_id = shipped.parent
        LEFT JOIN reference_known country ON country.shipped_id = 'country:' || shipped.country_code
        WHERE shipped.rank = %(rank)s AND known.place_id IS NULL
        ORDER BY shipped.country_code, shipped.shipped_id
    """,
    # which place each place of the list of ties is, and why
    "crosswalk": """
        INSERT INTO exchange_sourceplace AS kept (source, external_id, place_id, match)
        SELECT %(source)s, list.external_id, known.place_id, list.match
        FROM reference_crosswalk list JOIN reference_known known USING (shipped_id)
        ORDER BY list.external_id
        ON CONFLICT (source, external_id) DO UPDATE SET place_id = excluded.place_id, match = excluded.match
        WHERE (kept.place_id, kept.match) IS DISTINCT FROM (excluded.place_id, excluded.match)
    """,
    # Cologne is found as Köln, Köln as Cologne
    "aliases": """
        WITH given AS (
            SELECT known.place_id, array_agg(DISTINCT list.name ORDER BY list.name) AS names
            FROM reference_crosswalk list
            JOIN reference_known known USING (shipped_id)
            JOIN stakeholders_place place ON place.id = known.place_id
            WHERE list.name <> place.name AND NOT list.name = ANY (place.aliases)
            GROUP BY known.place_id
        )
        UPDATE stakeholders_place place SET aliases = place.aliases || given.names
        FROM given WHERE given.place_id = place.id
    """,
}

KIND = "sister city"

TIES = {
    # each tie with its two places, and the key of the unordered pair
    "pairs": f"""
        CREATE TEMP TABLE reference_pair ON COMMIT DROP AS
        SELECT tie.tie_id, a.place_id AS place_a, b.place_id AS place_b,
            least(a.place_id, b.place_id) || '|' || greatest(a.place_id, b.place_id) || '|{KIND}' AS pair_key
        FROM reference_tie tie
        JOIN reference_crosswalk list_a ON list_a.external_id = tie.place_a
        JOIN reference_known a ON a.shipped_id = list_a.shipped_id
        JOIN reference_crosswalk list_b ON list_b.external_id = tie.place_b
        JOIN reference_known b ON b.shipped_id = list_b.shipped_id
        WHERE a.place_id <> b.place_id
    """,
    # The better known pair gets the shorter slug.
    "new": """
        SELECT pair_key, name_a, code_a, name_b, code_b FROM (
            SELECT DISTINCT ON (pair.pair_key) pair.pair_key, pair.tie_id, a.name AS name_a, a.country_code AS code_a,
                b.name AS name_b, b.country_code AS code_b,
                coalesce(a.population, 0) + coalesce(b.population, 0) AS people
            FROM reference_pair pair
            JOIN stakeholders_place a ON a.id = pair.place_a
            JOIN stakeholders_place b ON b.id = pair.place_b
            WHERE NOT EXISTS (SELECT FROM partnerships_partnership known WHERE known.pair_key = pair.pair_key)
            ORDER BY pair.pair_key, pair.tie_id COLLATE "C"
        ) new ORDER BY people DESC, tie_id COLLATE "C"
    """,
    "slugs taken": """
        SELECT slug FROM partnerships_partnership
        UNION SELECT slug FROM stakeholders_oldslug WHERE kind = 'partnership'
    """,
    "create": """
        INSERT INTO partnerships_partnership (name, slug, form, pair_key, sample, created_at)
        SELECT left(a.name || ' – ' || b.name, 300), new.slug, 'partnership', new.pair_key, false, %(at)s
        FROM reference_slug new
        JOIN (SELECT DISTINCT ON (pair_key) * FROM reference_pair ORDER BY pair_key, tie_id COLLATE "C") pair
            USING (pair_key)
        JOIN stakeholders_place a ON a.id = pair.place_a
        JOIN stakeholders_place b ON b.id = pair.place_b
        ORDER BY pair.tie_id COLLATE "C"
    """,
    "places": """
        INSERT INTO partnerships_partnershipplace (partnership_id, place_id, position)
        SELECT partnership.id, side.place_id, side.position
        FROM reference_slug new
        JOIN partnerships_partnership partnership ON partnership.pair_key = new.pair_key
        JOIN (SELECT DISTINCT ON (pair_key) * FROM reference_pair ORDER BY pair_key, tie_id COLLATE "C") pair
            ON pair.pair_key = new.pair_key
        CROSS JOIN LATERAL (VALUES (pair.place_a, 0), (pair.place_b, 1)) side (place_id, position)
        ORDER BY partnership.id, side.position
    """,
    "records": f"""
        WITH written AS (
            INSERT INTO partnerships_tierecord AS kept
                (partnership_id, source, external_id, name_a, name_b, country_code_a, country_code_b, kind,
                 listed_by_both, pages)
            SELECT partnership.id, %(source)s, tie.tie_id, tie.name_a, tie.name_b, tie.iso2_a, tie.iso2_b, '{KIND}',
                tie.listed_by_both = '1', coalesce(tie.pages, '')
            FROM reference_tie tie
            JOIN reference_pair pair USING (tie_id)
            JOIN partnerships_partnership partnership ON partnership.pair_key = pair.pair_key
            ORDER BY tie.tie_id
            ON CONFLICT (source, external_id) DO UPDATE
            SET name_a = excluded.name_a, name_b = excluded.name_b, listed_by_both = excluded.listed_by_both,
                pages = excluded.pages
            WHERE (kept.name_a, kept.name_b, kept.listed_by_both, kept.pages)
                IS DISTINCT FROM (excluded.name_a, excluded.name_b, excluded.listed_by_both, excluded.pages)
            RETURNING xmax = 0 AS created
        )
        SELECT count(*) FILTER (WHERE created) FROM written
    """,
    "count": """
        SELECT (SELECT count(*) FROM reference_tie), (SELECT count(DISTINCT pair_key) FROM reference_pair)
    """,
}
