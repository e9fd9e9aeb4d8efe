import datetime

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from stakeholders.together import together

# What was shipped so far, as the first version; and spells of results: each begins after the one before it ended. A
# result inside a longer spell that was written days after its own day is a look back, and breaks no spell.
SHIPPED = """
INSERT INTO partnerships_stagerule (version, valid_from, note, made_at, window_months, outcome_months, report_months,
  exchanges, reciprocity, layers, strategic_layers, strategic_outcomes, strategic_years, strategic_kinds,
  contact_full_days, contact_none_days)
VALUES ('stage-1', '1900-01-01', '', now(), 24, 36, 12, 2, 0.33, 2, 3, 3, 2, 2, 90, 730);
"""
SPELLS = """
UPDATE partnerships_stageresult r SET first_on = as_of, known_on = (computed_at AT TIME ZONE 'UTC')::date
WHERE NOT current AND (computed_at AT TIME ZONE 'UTC')::date > as_of + 1 AND EXISTS (
  SELECT FROM partnerships_stageresult o WHERE o.partnership_id = r.partnership_id AND o.owner_id = r.owner_id
    AND o.since < r.as_of AND o.as_of > r.as_of);
UPDATE partnerships_stageresult r SET first_on = s.first_on FROM (
  SELECT id, greatest(least(since, as_of),
    coalesce(lag(as_of) OVER (PARTITION BY partnership_id, owner_id ORDER BY as_of) + 1, '1900-01-01')) AS first_on
  FROM partnerships_stageresult WHERE known_on IS NULL) s
WHERE s.id = r.id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('stakeholders', '0003_mail_by_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StageRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=20, unique=True)),
                ('valid_from', models.DateField(unique=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('window_months', models.PositiveSmallIntegerField()),
                ('outcome_months', models.PositiveSmallIntegerField()),
                ('report_months', models.PositiveSmallIntegerField()),
                ('exchanges', models.PositiveSmallIntegerField()),
                ('reciprocity', models.DecimalField(decimal_places=3, max_digits=4)),
                ('layers', models.PositiveSmallIntegerField()),
                ('strategic_layers', models.PositiveSmallIntegerField()),
                ('strategic_outcomes', models.PositiveSmallIntegerField()),
                ('strategic_years', models.PositiveSmallIntegerField()),
                ('strategic_kinds', models.PositiveSmallIntegerField()),
                ('contact_full_days', models.PositiveSmallIntegerField()),
                ('contact_none_days', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['-valid_from'],
            },
        ),
        migrations.CreateModel(
            name='StageRuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.CharField(max_length=20)),
                ('valid_from', models.DateField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('window_months', models.PositiveSmallIntegerField()),
                ('outcome_months', models.PositiveSmallIntegerField()),
                ('report_months', models.PositiveSmallIntegerField()),
                ('exchanges', models.PositiveSmallIntegerField()),
                ('reciprocity', models.DecimalField(decimal_places=3, max_digits=4)),
                ('layers', models.PositiveSmallIntegerField()),
                ('strategic_layers', models.PositiveSmallIntegerField()),
                ('strategic_outcomes', models.PositiveSmallIntegerField()),
                ('strategic_years', models.PositiveSmallIntegerField()),
                ('strategic_kinds', models.PositiveSmallIntegerField()),
                ('contact_full_days', models.PositiveSmallIntegerField()),
                ('contact_none_days', models.PositiveSmallIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='stageresult',
            name='stage_once_a_day',
        ),
        migrations.AddField(
            model_name='stageresult',
            name='first_on',
            field=models.DateField(default=datetime.date(1900, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='stageresult',
            name='known_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='stageresult',
            constraint=models.UniqueConstraint(condition=models.Q(('known_on', None)), fields=('partnership', 'owner', 'as_of'), name='stage_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='stageresult',
            constraint=models.UniqueConstraint(condition=models.Q(('known_on__isnull', False)), fields=('partnership', 'owner', 'as_of', 'known_on'), name='stage_looked_back_once'),
        ),
        migrations.AddConstraint(
            model_name='stageresult',
            constraint=models.CheckConstraint(condition=models.Q(('known_on', None), ('current', False), _connector='OR'), name='stage_look_back_is_not_current'),
        ),
        migrations.AddConstraint(
            model_name='stageresult',
            constraint=models.CheckConstraint(condition=models.Q(('first_on__isnull', True), ('as_of__isnull', True), ('first_on__lte', models.F('as_of')), _connector='OR'), name='stageresult_first_on_to_as_of'),
        ),
        migrations.AddField(
            model_name='stagerule',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stageruleevent',
            name='made_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stageruleevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='stageruleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.stagerule'),
        ),
        migrations.AddConstraint(
            model_name='stagerule',
            constraint=models.CheckConstraint(condition=models.Q(('outcome_months__gte', 1), ('report_months__gte', 1), ('window_months__gte', 1)), name='stage_rule_has_windows'),
        ),
        migrations.AddConstraint(
            model_name='stagerule',
            constraint=models.CheckConstraint(condition=models.Q(('reciprocity__gte', 0), ('reciprocity__lte', 1)), name='stage_rule_reciprocity_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='stagerule',
            constraint=models.CheckConstraint(condition=models.Q(('contact_none_days__gt', models.F('contact_full_days'))), name='stage_rule_contact_falls'),
        ),
        migrations.AddConstraint(
            model_name='stagerule',
            constraint=models.CheckConstraint(condition=models.Q(('version', ''), _negated=True), name='stage_rule_has_a_name'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stagerule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_stageruleevent" ("contact_full_days", "contact_none_days", "exchanges", "id", "layers", "made_at", "made_by_id", "note", "outcome_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reciprocity", "report_months", "strategic_kinds", "strategic_layers", "strategic_outcomes", "strategic_years", "valid_from", "version", "window_months") SELECT new_values."contact_full_days", new_values."contact_none_days", new_values."exchanges", new_values."id", new_values."layers", new_values."made_at", new_values."made_by_id", new_values."note", new_values."outcome_months", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reciprocity", new_values."report_months", new_values."strategic_kinds", new_values."strategic_layers", new_values."strategic_outcomes", new_values."strategic_years", new_values."valid_from", new_values."version", new_values."window_months" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f3c4643797bbb1462289c5ded379b2fe1ce724de', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0ddf7', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_stagerule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stagerule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_stageruleevent" ("contact_full_days", "contact_none_days", "exchanges", "id", "layers", "made_at", "made_by_id", "note", "outcome_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reciprocity", "report_months", "strategic_kinds", "strategic_layers", "strategic_outcomes", "strategic_years", "valid_from", "version", "window_months") SELECT new_values."contact_full_days", new_values."contact_none_days", new_values."exchanges", new_values."id", new_values."layers", new_values."made_at", new_values."made_by_id", new_values."note", new_values."outcome_months", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reciprocity", new_values."report_months", new_values."strategic_kinds", new_values."strategic_layers", new_values."strategic_outcomes", new_values."strategic_years", new_values."valid_from", new_values."version", new_values."window_months" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fc61b483439de26093607dc61658c11b60f6c065', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_73e33', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_stagerule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stagerule',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_stageruleevent" ("contact_full_days", "contact_none_days", "exchanges", "id", "layers", "made_at", "made_by_id", "note", "outcome_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reciprocity", "report_months", "strategic_kinds", "strategic_layers", "strategic_outcomes", "strategic_years", "valid_from", "version", "window_months") SELECT old_values."contact_full_days", old_values."contact_none_days", old_values."exchanges", old_values."id", old_values."layers", old_values."made_at", old_values."made_by_id", old_values."note", old_values."outcome_months", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reciprocity", old_values."report_months", old_values."strategic_kinds", old_values."strategic_layers", old_values."strategic_outcomes", old_values."strategic_years", old_values."valid_from", old_values."version", old_values."window_months" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3e9b7094b4dc33609ca8b4a880c6dad07dc64341', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b713e', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_stagerule', when='AFTER')),
        ),
        migrations.RunSQL(SHIPPED + SPELLS, migrations.RunSQL.noop),
    ]
    operations = together(operations)
