"""Sorting as readers of Spanish and Japanese do, without collations that not every PostgreSQL has."""

from django.db import migrations

FUNCTIONS = """
CREATE OR REPLACE FUNCTION gemel_by_spanish(name text, folded text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN normalize(name, NFC) ~ '[ñÑ]'
    THEN gemel_fold(replace(replace(normalize(name, NFC), 'ñ', 'n~'), 'Ñ', 'n~')) ELSE folded END
$$;
CREATE OR REPLACE FUNCTION gemel_by_reading(folded text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  whole text := normalize(folded, NFC);
  one text;
  found text := '';
BEGIN
  BEGIN
    RETURN encode(convert_to(whole, 'EUC_JP'), 'hex');
  EXCEPTION WHEN untranslatable_character THEN
    NULL;  -- some sign of it is not in the Japanese standard: sign by sign, and such a sign behind the others
  END;
  FOREACH one IN ARRAY string_to_array(whole, NULL) LOOP
    BEGIN
      found := found || encode(convert_to(one, 'EUC_JP'), 'hex');
    EXCEPTION WHEN untranslatable_character THEN
      found := found || 'ff' || encode(convert_to(one, 'UTF8'), 'hex');
    END;
  END LOOP;
  RETURN found;
END
$$
"""
DROP = "DROP FUNCTION gemel_by_reading(text); DROP FUNCTION gemel_by_spanish(text, text)"


class Migration(migrations.Migration):

    dependencies = [("stakeholders", "0008_security")]

    operations = [migrations.RunSQL(sql=FUNCTIONS, reverse_sql=DROP)]
