import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import activities.models.activities
from stakeholders.together import together


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0001_initial'),
        ('agreements', '0004_imported'),
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('stakeholders', '0003_mail_by_address'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActivityPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='ActivityPostEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AgreementLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(choices=[('serves', 'Serves'), ('grew from', 'Grew from'), ('led to', 'Led to')], max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='AgreementLinkEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('relation', models.CharField(choices=[('serves', 'Serves'), ('grew from', 'Grew from'), ('led to', 'Led to')], max_length=10)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='activity',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='activity',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='activity',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='deliverablelink',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='deliverablelink',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='deliverablelink',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='nextstep',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='nextstep',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='nextstep',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='activity',
            name='ends_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='activity',
            name='languages',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, db_default=[], default=list, size=None),
        ),
        migrations.AddField(
            model_name='activity',
            name='sectors',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=1), blank=True, db_default=[], default=list, help_text='Sections of ISIC Rev. 4.', size=None),
        ),
        migrations.AddField(
            model_name='activity',
            name='starts_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='activityevent',
            name='ends_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='activityevent',
            name='languages',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, db_default=[], default=list, size=None),
        ),
        migrations.AddField(
            model_name='activityevent',
            name='sectors',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=1), blank=True, db_default=[], default=list, help_text='Sections of ISIC Rev. 4.', size=None),
        ),
        migrations.AddField(
            model_name='activityevent',
            name='starts_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='deliverablelink',
            name='relation',
            field=models.CharField(choices=[('serves', 'Serves'), ('grew from', 'Grew from'), ('led to', 'Led to')], db_default='serves', default='serves', max_length=10),
        ),
        migrations.AddField(
            model_name='deliverablelinkevent',
            name='relation',
            field=models.CharField(choices=[('serves', 'Serves'), ('grew from', 'Grew from'), ('led to', 'Led to')], db_default='serves', default='serves', max_length=10),
        ),
        migrations.AddField(
            model_name='nextstep',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='nextstep',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='next_steps', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='nextstepevent',
            name='done_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='nextstepevent',
            name='user',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='nextstep',
            index=models.Index(condition=models.Q(('done_at', None)), fields=['user', 'due_on'], name='next_step_open'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_activityevent" ("audience", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "direction", "ends_at", "ends_on", "external_id", "grew_from_id", "id", "idempotency_key", "kind", "languages", "offered_at", "owner_id", "partnership_id", "people", "people_in", "people_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "place_text", "published_at", "published_by_id", "sample", "sectors", "source", "starts_at", "starts_first", "starts_last", "status", "time_zone", "title") SELECT new_values."audience", new_values."confirmed_at", new_values."confirmed_by_id", new_values."created_at", new_values."created_by_id", new_values."direction", new_values."ends_at", new_values."ends_on", new_values."external_id", new_values."grew_from_id", new_values."id", new_values."idempotency_key", new_values."kind", new_values."languages", new_values."offered_at", new_values."owner_id", new_values."partnership_id", new_values."people", new_values."people_in", new_values."people_out", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."place_text", new_values."published_at", new_values."published_by_id", new_values."sample", new_values."sectors", new_values."source", new_values."starts_at", new_values."starts_first", new_values."starts_last", new_values."status", new_values."time_zone", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='34602bf9c7ca6a302e4f04cce331bb487784c8b6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6de9c', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_activityevent" ("audience", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "direction", "ends_at", "ends_on", "external_id", "grew_from_id", "id", "idempotency_key", "kind", "languages", "offered_at", "owner_id", "partnership_id", "people", "people_in", "people_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "place_text", "published_at", "published_by_id", "sample", "sectors", "source", "starts_at", "starts_first", "starts_last", "status", "time_zone", "title") SELECT new_values."audience", new_values."confirmed_at", new_values."confirmed_by_id", new_values."created_at", new_values."created_by_id", new_values."direction", new_values."ends_at", new_values."ends_on", new_values."external_id", new_values."grew_from_id", new_values."id", new_values."idempotency_key", new_values."kind", new_values."languages", new_values."offered_at", new_values."owner_id", new_values."partnership_id", new_values."people", new_values."people_in", new_values."people_out", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."place_text", new_values."published_at", new_values."published_by_id", new_values."sample", new_values."sectors", new_values."source", new_values."starts_at", new_values."starts_first", new_values."starts_last", new_values."status", new_values."time_zone", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='436e16c6d94468492088e2a2e0d67ba312e54269', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a56a1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activity',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_activityevent" ("audience", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "direction", "ends_at", "ends_on", "external_id", "grew_from_id", "id", "idempotency_key", "kind", "languages", "offered_at", "owner_id", "partnership_id", "people", "people_in", "people_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "place_text", "published_at", "published_by_id", "sample", "sectors", "source", "starts_at", "starts_first", "starts_last", "status", "time_zone", "title") SELECT old_values."audience", old_values."confirmed_at", old_values."confirmed_by_id", old_values."created_at", old_values."created_by_id", old_values."direction", old_values."ends_at", old_values."ends_on", old_values."external_id", old_values."grew_from_id", old_values."id", old_values."idempotency_key", old_values."kind", old_values."languages", old_values."offered_at", old_values."owner_id", old_values."partnership_id", old_values."people", old_values."people_in", old_values."people_out", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."place_text", old_values."published_at", old_values."published_by_id", old_values."sample", old_values."sectors", old_values."source", old_values."starts_at", old_values."starts_first", old_values."starts_last", old_values."status", old_values."time_zone", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='44d40b9c3efc45cc0a9b1e23f764ca6116382b29', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cc776', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_activity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverablelink',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_deliverablelinkevent" ("activity_id", "deliverable_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation") SELECT new_values."activity_id", new_values."deliverable_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."relation" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6f1745509b639e55224ff0ee534d7662b4e785e6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c1d9c', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_deliverablelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverablelink',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_deliverablelinkevent" ("activity_id", "deliverable_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation") SELECT new_values."activity_id", new_values."deliverable_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."relation" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1abd13de40706ba647e35aa67b92221017cab3b5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_cf5c0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_deliverablelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deliverablelink',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_deliverablelinkevent" ("activity_id", "deliverable_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation") SELECT old_values."activity_id", old_values."deliverable_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."relation" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6edff3829c54c0b1f5ae39893b53438452c5b4e3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_49fa2', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_deliverablelink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nextstep',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_nextstepevent" ("activity_id", "done_at", "done_by_id", "due_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "user_id") SELECT new_values."activity_id", new_values."done_at", new_values."done_by_id", new_values."due_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='02393b4822205bfca35f76fd2e83400d932d12a5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_09215', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_nextstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nextstep',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_nextstepevent" ("activity_id", "done_at", "done_by_id", "due_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "user_id") SELECT new_values."activity_id", new_values."done_at", new_values."done_by_id", new_values."due_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2cbb97255f500d2cc919b7cca5ea568ab77317f9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_77594', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_nextstep', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='nextstep',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_nextstepevent" ("activity_id", "done_at", "done_by_id", "due_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "user_id") SELECT old_values."activity_id", old_values."done_at", old_values."done_by_id", old_values."due_on", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."text", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cfe07d26dc6ae5999d18057326a195c5097daa17', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d0fcb', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_nextstep', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('ends_at__isnull', True), ('starts_at__lte', models.F('ends_at')), _connector='OR'), name='activity_starts_at_to_ends_at'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at', None), models.Q(('starts_first', activities.models.activities.DayThere('starts_at', 'time_zone')), ('starts_last', models.F('starts_first'))), _connector='OR'), name='activity_day_of_hour'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at', None), models.Q(('starts_at__isnull', False), django.db.models.lookups.Exact(django.db.models.functions.comparison.Coalesce('ends_on', 'starts_first'), activities.models.activities.DayThere('ends_at', 'time_zone'))), _connector='OR'), name='activity_last_day_of_hour'),
        ),
        migrations.AddConstraint(
            model_name='deliverablelink',
            constraint=models.CheckConstraint(condition=models.Q(('relation__in', ['serves', 'grew from', 'led to'])), name='deliverablelink_relation_known'),
        ),
        migrations.AddConstraint(
            model_name='nextstep',
            constraint=models.CheckConstraint(condition=models.Q(('person', None), ('user', None), _connector='OR'), name='next_step_one_owner'),
        ),
        migrations.AddConstraint(
            model_name='nextstep',
            constraint=models.CheckConstraint(condition=models.Q(('done_by', None), ('done_at__isnull', False), _connector='OR'), name='next_step_done_by'),
        ),
        migrations.AddField(
            model_name='activitypost',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='activities.activity'),
        ),
        migrations.AddField(
            model_name='activitypost',
            name='holder',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stakeholders.person'),
        ),
        migrations.AddField(
            model_name='activitypost',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activity_posts', to='stakeholders.post'),
        ),
        migrations.AddField(
            model_name='activitypostevent',
            name='activity',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity'),
        ),
        migrations.AddField(
            model_name='activitypostevent',
            name='holder',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.person'),
        ),
        migrations.AddField(
            model_name='activitypostevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='activitypostevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.activitypost'),
        ),
        migrations.AddField(
            model_name='activitypostevent',
            name='post',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.post'),
        ),
        migrations.AddField(
            model_name='agreementlink',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreement_links', to='activities.activity'),
        ),
        migrations.AddField(
            model_name='agreementlink',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activity_links', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='agreementlinkevent',
            name='activity',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity'),
        ),
        migrations.AddField(
            model_name='agreementlinkevent',
            name='agreement',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='agreementlinkevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='agreementlinkevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.agreementlink'),
        ),
        migrations.AddConstraint(
            model_name='activitypost',
            constraint=models.UniqueConstraint(fields=('activity', 'post'), name='activity_post_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activitypost',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_activitypostevent" ("activity_id", "holder_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id") SELECT new_values."activity_id", new_values."holder_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."post_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5b85624b1e9e29d7033f44069308e0e90c070642', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4bc6e', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_activitypost', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activitypost',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_activitypostevent" ("activity_id", "holder_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id") SELECT new_values."activity_id", new_values."holder_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."post_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b9cc35d6c99e95c9a179bfdfa4bfaa7be1988252', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_82b29', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_activitypost', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='activitypost',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_activitypostevent" ("activity_id", "holder_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id") SELECT old_values."activity_id", old_values."holder_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."post_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f1da83d264e41d01e15eea5603afb43e129134ea', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4912c', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_activitypost', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='agreementlink',
            constraint=models.UniqueConstraint(fields=('activity', 'agreement'), name='agreement_link_once'),
        ),
        migrations.AddConstraint(
            model_name='agreementlink',
            constraint=models.CheckConstraint(condition=models.Q(('relation__in', ['grew from', 'led to'])), name='agreement_link_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementlink',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_agreementlinkevent" ("activity_id", "agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation") SELECT new_values."activity_id", new_values."agreement_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."relation" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a7abb222ffb74146b601c1ed29013b88d9739488', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2fa59', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_agreementlink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementlink',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_agreementlinkevent" ("activity_id", "agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation") SELECT new_values."activity_id", new_values."agreement_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."relation" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4d2bcb6813b98bda3e8c83907c5f6f4034d43040', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_282f0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_agreementlink', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreementlink',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_agreementlinkevent" ("activity_id", "agreement_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation") SELECT old_values."activity_id", old_values."agreement_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."relation" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='21b52ae9697b23bfce57157d65577772a653e046', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9520e', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_agreementlink', when='AFTER')),
        ),
    ]
    operations = together(operations)
