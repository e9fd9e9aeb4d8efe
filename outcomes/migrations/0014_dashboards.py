import importlib

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

dirty = importlib.import_module("outcomes.migrations.0005_dirty")

# outcomes_pagemark: what an office's pages show was changed; an empty office_id means every office. The rows are
# summed, never compared: a change that commits late still adds its one, where a counter read in between would hide it.
SEATED = "SELECT s.organisation_id FROM ({ties}) t JOIN partnerships_seat s ON s.partnership_id = t.partnership_id"
OF_TIES = SEATED.format(ties="SELECT DISTINCT partnership_id FROM {rows}")
OF_AGREEMENTS = SEATED.format(
    ties="SELECT DISTINCT a.partnership_id FROM {rows} r JOIN agreements_agreement a ON a.id = r.agreement_id"
)
OF_ACTIVITIES = SEATED.format(
    ties="SELECT DISTINCT a.partnership_id FROM {rows} r JOIN activities_activity a ON a.id = r.activity_id"
)
OWNERS = "SELECT DISTINCT owner_id FROM {rows}"
EVERYBODY = "SELECT NULL::bigint WHERE EXISTS (SELECT 1 FROM {rows})"
SHOWN = {
    "outcomes_claim": f"{OF_TIES} UNION {OWNERS}",
    "outcomes_lead": f"{OF_TIES} UNION {OWNERS}",
    "outcomes_target": OWNERS,
    "outcomes_savedview": "SELECT DISTINCT office_id FROM {rows}",
    "outcomes_networkmember": "SELECT office_id FROM {rows} UNION SELECT network_id FROM {rows}",
    "activities_activity": f"{OF_TIES} UNION {OWNERS}",
    "activities_officenote": OF_ACTIVITIES,
    "agreements_agreement": f"{OF_TIES} UNION {OWNERS}",
    "agreements_deliverable": f"{OF_AGREEMENTS} UNION {OWNERS}",
    "partnerships_stageresult": OWNERS,
    "partnerships_seat": "SELECT DISTINCT organisation_id FROM {rows}",
    "partnerships_partnership": SEATED.format(ties="SELECT id AS partnership_id FROM {rows}"),
    "partnerships_partnershipplace": OF_TIES,
    "stakeholders_office": "SELECT organisation_id FROM {rows}",
    # Names and points that stand on any office's page; rarely changed.
    "stakeholders_organisation": EVERYBODY,
    "stakeholders_place": EVERYBODY,
    "outcomes_indicator": EVERYBODY,
}


def renamed(sql):
    """Several triggers may stand on one table: these end in _page."""
    return sql.replace("_dirty()", "_page()").replace("_dirty AFTER", "_page AFTER")


def forward():
    parts = []
    for table, select in SHOWN.items():
        parts += map(renamed, dirty.triggers(table, "outcomes_pagemark", "office_id", select, "NULL"))
    return "ALTER TABLE outcomes_pagemark ALTER n SET DEFAULT 1;" + "".join(parts)


def back():
    names = [(table, f"{table}_{event}_page") for table in SHOWN for event in [*dirty.EVENTS, "truncate"]]
    return "\n".join(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();" for table, name in names)


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0001_initial'),
        ('agreements', '0001_initial'),
        ('outcomes', '0013_frozen_reports'),
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('stakeholders', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NetworkMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('sample', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='NetworkMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('left_at', models.DateTimeField(blank=True, null=True)),
                ('sample', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PageMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.BigIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='name of this view')),
                ('path', models.CharField(help_text='Address of the page, without its filters.', max_length=200)),
                ('query', models.CharField(blank=True, max_length=1000)),
                ('shared', models.BooleanField(default=False, verbose_name='share it with my office')),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SavedViewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=80, verbose_name='name of this view')),
                ('path', models.CharField(help_text='Address of the page, without its filters.', max_length=200)),
                ('query', models.CharField(blank=True, max_length=1000)),
                ('shared', models.BooleanField(default=False, verbose_name='share it with my office')),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='networkmember',
            name='accepted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='networkmember',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='networkmember',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='network_members', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='networkmember',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='networks', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='networkmemberevent',
            name='accepted_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='networkmemberevent',
            name='asked_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='networkmemberevent',
            name='network',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='networkmemberevent',
            name='office',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='networkmemberevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='networkmemberevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.networkmember'),
        ),
        migrations.AddField(
            model_name='pagemark',
            name='office',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='savedview',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='savedviewevent',
            name='made_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='savedviewevent',
            name='office',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='savedviewevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='savedviewevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.savedview'),
        ),
        migrations.AddConstraint(
            model_name='networkmember',
            constraint=models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('network', 'office'), name='network_member_once'),
        ),
        migrations.AddConstraint(
            model_name='networkmember',
            constraint=models.CheckConstraint(condition=models.Q(('network', models.F('office')), _negated=True), name='network_is_not_its_member'),
        ),
        migrations.AddConstraint(
            model_name='networkmember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), models.Q(('accepted_at__isnull', True), ('accepted_by__isnull', True)), _connector='OR'), name='networkmember_accepted_at_with_accepted_by'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkmember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_networkmemberevent" ("accepted_at", "accepted_by_id", "asked_at", "asked_by_id", "id", "left_at", "network_id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample") SELECT new_values."accepted_at", new_values."accepted_by_id", new_values."asked_at", new_values."asked_by_id", new_values."id", new_values."left_at", new_values."network_id", new_values."office_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sample" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='95986929dedb231a121156d74047bb5b9f7cc4e9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_727e3', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_networkmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkmember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_networkmemberevent" ("accepted_at", "accepted_by_id", "asked_at", "asked_by_id", "id", "left_at", "network_id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample") SELECT new_values."accepted_at", new_values."accepted_by_id", new_values."asked_at", new_values."asked_by_id", new_values."id", new_values."left_at", new_values."network_id", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sample" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='221472730cb6df0c54ed1f03dfa56e594b33e8b2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_18459', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_networkmember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='networkmember',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_networkmemberevent" ("accepted_at", "accepted_by_id", "asked_at", "asked_by_id", "id", "left_at", "network_id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample") SELECT old_values."accepted_at", old_values."accepted_by_id", old_values."asked_at", old_values."asked_by_id", old_values."id", old_values."left_at", old_values."network_id", old_values."office_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sample" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='96e672cdebd0afb681b89198d0a33eea5240a423', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_92098', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_networkmember', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('office', 'made_by', 'name'), name='saved_view_name_once'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_view_has_name'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.CheckConstraint(condition=models.Q(('path__startswith', '/')), name='saved_view_is_a_page'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedview',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_savedviewevent" ("created_at", "id", "made_by_id", "name", "office_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "sample", "shared") SELECT new_values."created_at", new_values."id", new_values."made_by_id", new_values."name", new_values."office_id", new_values."path", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."query", new_values."sample", new_values."shared" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7785feee7f2187b6f1c6a2dd71182659977e3ecd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0c030', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_savedview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedview',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_savedviewevent" ("created_at", "id", "made_by_id", "name", "office_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "sample", "shared") SELECT new_values."created_at", new_values."id", new_values."made_by_id", new_values."name", new_values."office_id", new_values."path", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."query", new_values."sample", new_values."shared" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dbd375690c3eeadebb859bec831ee257160a6b2e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7b73e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_savedview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedview',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_savedviewevent" ("created_at", "id", "made_by_id", "name", "office_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "sample", "shared") SELECT old_values."created_at", old_values."id", old_values."made_by_id", old_values."name", old_values."office_id", old_values."path", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."query", old_values."sample", old_values."shared" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='d8dda63586d0cae6f30379c96cba2bb83f5ecdcd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_80b1d', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_savedview', when='AFTER')),
        ),
        migrations.RunSQL(forward(), back()),
    ]

