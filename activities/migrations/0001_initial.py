import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import partnerships.models.records
import stakeholders.triggers
from stakeholders.together import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agreements', '0001_initial'),
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('stakeholders', '0001_initial'),
        ('stakeholders', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.CharField(default='manual', max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=120, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(choices=[('official visit', 'Official visit'), ('trade mission', 'Trade mission'), ('business meeting', 'Business meeting'), ('investment forum', 'Investment forum'), ('fair', 'Fair'), ('cultural event', 'Cultural event'), ('festival', 'Festival'), ('student exchange', 'Student exchange'), ('staff exchange', 'Staff exchange'), ('training', 'Training'), ('joint research', 'Joint research'), ('port cooperation', 'Port cooperation'), ('city-services exchange', 'City-services exchange'), ('sport', 'Sport'), ('aid', 'Aid'), ('online meeting', 'Online meeting'), ('other', 'Other')], max_length=24)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('happened', 'Happened'), ('cancelled', 'Cancelled')], default='happened', max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('starts_first', models.DateField()),
                ('starts_last', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('place_text', models.CharField(blank=True, max_length=120, verbose_name='place as given')),
                ('time_zone', models.CharField(blank=True, max_length=64)),
                ('direction', models.CharField(blank=True, choices=[('out', 'Out'), ('in', 'In'), ('both', 'Both')], max_length=4)),
                ('people_out', models.PositiveIntegerField(blank=True, null=True)),
                ('people_in', models.PositiveIntegerField(blank=True, null=True)),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='people, about')),
                ('offered_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('idempotency_key', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.organisation')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('grew_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='led_to', to='activities.activity')),
                ('named', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.organisation')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='partnerships.partnership')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='stakeholders.place')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'activities',
                'ordering': ['-starts_first', '-pk'],
                'indexes': [models.Index(fields=['partnership', '-starts_first'], name='activity_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('audience__in', ['named', 'office', 'parties', 'shared', 'public'])), name='activities_activity_audience'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'public'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='activities_activity_on_purpose'), models.UniqueConstraint(fields=('source', 'external_id'), name='activities_activity_source'), models.CheckConstraint(condition=models.Q(('starts_first__isnull', True), ('starts_last__isnull', True), ('starts_first__lte', models.F('starts_last')), _connector='OR'), name='activity_starts_first_to_starts_last'), models.CheckConstraint(condition=models.Q(('starts_first__isnull', True), ('ends_on__isnull', True), ('starts_first__lte', models.F('ends_on')), _connector='OR'), name='activity_starts_first_to_ends_on'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), _connector='OR'), name='activity_confirmed_at_with_confirmed_by'), models.CheckConstraint(condition=models.Q(('kind__in', ['official visit', 'trade mission', 'business meeting', 'investment forum', 'fair', 'cultural event', 'festival', 'student exchange', 'staff exchange', 'training', 'joint research', 'port cooperation', 'city-services exchange', 'sport', 'aid', 'online meeting', 'other'])), name='activity_kind_known'), models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'happened', 'cancelled'])), name='activity_status_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_activityevent" ("audience", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "direction", "ends_on", "external_id", "grew_from_id", "id", "idempotency_key", "kind", "offered_at", "owner_id", "partnership_id", "people", "people_in", "people_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "place_text", "published_at", "published_by_id", "sample", "source", "starts_first", "starts_last", "status", "time_zone", "title") SELECT new_values."audience", new_values."confirmed_at", new_values."confirmed_by_id", new_values."created_at", new_values."created_by_id", new_values."direction", new_values."ends_on", new_values."external_id", new_values."grew_from_id", new_values."id", new_values."idempotency_key", new_values."kind", new_values."offered_at", new_values."owner_id", new_values."partnership_id", new_values."people", new_values."people_in", new_values."people_out", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place_id", new_values."place_text", new_values."published_at", new_values."published_by_id", new_values."sample", new_values."source", new_values."starts_first", new_values."starts_last", new_values."status", new_values."time_zone", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b7a35e343aeae28ee533c2e73b6d9203e79321bb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6de9c', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_activity', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_activityevent" ("audience", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "direction", "ends_on", "external_id", "grew_from_id", "id", "idempotency_key", "kind", "offered_at", "owner_id", "partnership_id", "people", "people_in", "people_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "place_text", "published_at", "published_by_id", "sample", "source", "starts_first", "starts_last", "status", "time_zone", "title") SELECT new_values."audience", new_values."confirmed_at", new_values."confirmed_by_id", new_values."created_at", new_values."created_by_id", new_values."direction", new_values."ends_on", new_values."external_id", new_values."grew_from_id", new_values."id", new_values."idempotency_key", new_values."kind", new_values."offered_at", new_values."owner_id", new_values."partnership_id", new_values."people", new_values."people_in", new_values."people_out", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place_id", new_values."place_text", new_values."published_at", new_values."published_by_id", new_values."sample", new_values."source", new_values."starts_first", new_values."starts_last", new_values."status", new_values."time_zone", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9aebed5fdece9cd039421de83831992be6a88310', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a56a1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_activity', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_activityevent" ("audience", "confirmed_at", "confirmed_by_id", "created_at", "created_by_id", "direction", "ends_on", "external_id", "grew_from_id", "id", "idempotency_key", "kind", "offered_at", "owner_id", "partnership_id", "people", "people_in", "people_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "place_text", "published_at", "published_by_id", "sample", "source", "starts_first", "starts_last", "status", "time_zone", "title") SELECT old_values."audience", old_values."confirmed_at", old_values."confirmed_by_id", old_values."created_at", old_values."created_by_id", old_values."direction", old_values."ends_on", old_values."external_id", old_values."grew_from_id", old_values."id", old_values."idempotency_key", old_values."kind", old_values."offered_at", old_values."owner_id", old_values."partnership_id", old_values."people", old_values."people_in", old_values."people_out", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place_id", old_values."place_text", old_values."published_at", old_values."published_by_id", old_values."sample", old_values."source", old_values."starts_first", old_values."starts_last", old_values."status", old_values."time_zone", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5643b7fbcdac64f28d2a606f3632a8df960a6073', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_cc776', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_activity', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ActivityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.CharField(default='manual', max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=120, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(choices=[('official visit', 'Official visit'), ('trade mission', 'Trade mission'), ('business meeting', 'Business meeting'), ('investment forum', 'Investment forum'), ('fair', 'Fair'), ('cultural event', 'Cultural event'), ('festival', 'Festival'), ('student exchange', 'Student exchange'), ('staff exchange', 'Staff exchange'), ('training', 'Training'), ('joint research', 'Joint research'), ('port cooperation', 'Port cooperation'), ('city-services exchange', 'City-services exchange'), ('sport', 'Sport'), ('aid', 'Aid'), ('online meeting', 'Online meeting'), ('other', 'Other')], max_length=24)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('happened', 'Happened'), ('cancelled', 'Cancelled')], default='happened', max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('starts_first', models.DateField()),
                ('starts_last', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('place_text', models.CharField(blank=True, max_length=120, verbose_name='place as given')),
                ('time_zone', models.CharField(blank=True, max_length=64)),
                ('direction', models.CharField(blank=True, choices=[('out', 'Out'), ('in', 'In'), ('both', 'Both')], max_length=4)),
                ('people_out', models.PositiveIntegerField(blank=True, null=True)),
                ('people_in', models.PositiveIntegerField(blank=True, null=True)),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='people, about')),
                ('offered_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('idempotency_key', models.CharField(blank=True, max_length=64, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('created_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('grew_from', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('partnership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.activity')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.place')),
                ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActivityFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, upload_to=partnerships.models.records.upload_to)),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='activities.activity')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeliverableLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliverable_links', to='activities.activity')),
                ('deliverable', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activity_links', to='agreements.deliverable')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('activity', 'deliverable'), name='deliverable_link_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_deliverablelinkevent" ("activity_id", "deliverable_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."activity_id", new_values."deliverable_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='acd8182f9c44e20903a399e54142c895590383fc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c1d9c', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_deliverablelink', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_deliverablelinkevent" ("activity_id", "deliverable_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."activity_id", new_values."deliverable_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='27d10334905a2f0871b29fd78a1c862e52db524a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_cf5c0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_deliverablelink', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_deliverablelinkevent" ("activity_id", "deliverable_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."activity_id", old_values."deliverable_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c8f697e58ad91ccbd8ec7daac8b86e107141ef72', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_49fa2', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_deliverablelink', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='DeliverableLinkEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('activity', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity')),
                ('deliverable', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.deliverable')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.deliverablelink')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Gift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=200)),
                ('given', models.BooleanField(default=True, verbose_name='given by this office')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gifts', to='activities.activity')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__gte', 0), _connector='OR'), name='gift_value_ge_0')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_giftevent" ("activity_id", "audience", "currency", "given", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "what") SELECT new_values."activity_id", new_values."audience", new_values."currency", new_values."given", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."value", new_values."what" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='433215b8e6fc57b0ceeb7484cdc4832f5b6a4e6f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_87635', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_gift', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_giftevent" ("activity_id", "audience", "currency", "given", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "what") SELECT new_values."activity_id", new_values."audience", new_values."currency", new_values."given", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."value", new_values."what" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6bd1c60c8d8956971279d26989522ed8c11b2bf3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_955dd', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_gift', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_giftevent" ("activity_id", "audience", "currency", "given", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value", "what") SELECT old_values."activity_id", old_values."audience", old_values."currency", old_values."given", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."value", old_values."what" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='96f91340707d99b22a7ab53f69cb412972658047', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b3df2', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_gift', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='GiftEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('what', models.CharField(max_length=200)),
                ('given', models.BooleanField(default=True, verbose_name='given by this office')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('audience', models.CharField(choices=[('named', 'Named'), ('office', 'Office'), ('parties', 'Parties'), ('shared', 'Shared'), ('public', 'Public')], default='office', max_length=10)),
                ('activity', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.gift')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NextStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='next_steps', to='activities.activity')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='stakeholders.person')),
            ],
            options={
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_nextstepevent" ("activity_id", "done_at", "due_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT new_values."activity_id", new_values."done_at", new_values."due_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7c9df953da31a7081d401b5193f414d2c1a728d3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_09215', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_nextstep', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_nextstepevent" ("activity_id", "done_at", "due_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT new_values."activity_id", new_values."done_at", new_values."due_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c064cbc46a7fa683f567cf50415f1049d042878a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_77594', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_nextstep', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_nextstepevent" ("activity_id", "done_at", "due_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") SELECT old_values."activity_id", old_values."done_at", old_values."due_on", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c4ceb149b0fae71579e4d14fae09b7a84e6f7cc5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d0fcb', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_nextstep', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='NextStepEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.CharField(max_length=300)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('activity', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.person')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.nextstep')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OfficeNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notes', models.TextField(blank=True)),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('cost_borne_by', models.CharField(blank=True, max_length=120)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='office_note', to='activities.activity')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('cost__isnull', True), ('cost__gte', 0), _connector='OR'), name='officenote_cost_ge_0'), models.CheckConstraint(condition=models.Q(('cost__isnull', True), models.Q(('currency', ''), _negated=True), _connector='OR'), name='cost_has_currency')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_officenoteevent" ("activity_id", "cost", "cost_borne_by", "currency", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."activity_id", new_values."cost", new_values."cost_borne_by", new_values."currency", new_values."id", new_values."notes", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ebd188e628af8225f1b468f0ea12fb0c525e265c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c9388', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_officenote', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_officenoteevent" ("activity_id", "cost", "cost_borne_by", "currency", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."activity_id", new_values."cost", new_values."cost_borne_by", new_values."currency", new_values."id", new_values."notes", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='42427a005964e286132d620a8c0c4265646a34c5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_2491d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_officenote', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_officenoteevent" ("activity_id", "cost", "cost_borne_by", "currency", "id", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."activity_id", old_values."cost", old_values."cost_borne_by", old_values."currency", old_values."id", old_values."notes", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e73233d25186e01f61006d6cd0e4deb05e545244', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_94c94', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_officenote', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='OfficeNoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('notes', models.TextField(blank=True)),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('cost_borne_by', models.CharField(blank=True, max_length=120)),
                ('activity', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.officenote')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='activities.activity')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='stakeholders.organisation')),
                ('side', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('activity', 'organisation'), name='participant_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_participantevent" ("activity_id", "id", "organisation_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side_id") SELECT new_values."activity_id", new_values."id", new_values."organisation_id", new_values."people", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."side_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1d1a217db3c150b71e7c2e761e8913385663a38a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d80ce', referencing='REFERENCING NEW TABLE AS new_values ', table='activities_participant', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_participantevent" ("activity_id", "id", "organisation_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side_id") SELECT new_values."activity_id", new_values."id", new_values."organisation_id", new_values."people", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."side_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f1a4d16c370c332f2fd880d17f86ed52917f6ed5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fe7b4', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='activities_participant', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "activities_participantevent" ("activity_id", "id", "organisation_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side_id") SELECT old_values."activity_id", old_values."id", old_values."organisation_id", old_values."people", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."side_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='2bba6b452517069149d45bcd6f1f36ff11e47db5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6cb42', referencing='REFERENCING OLD TABLE AS old_values ', table='activities_participant', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='ParticipantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
                ('activity', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='activities.participant')),
                ('side', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.place')),
            ],
            options={
                'abstract': False,
            },
        ),
        stakeholders.triggers.InstallTriggers(
        ),
    ]
    operations = [Together(operations[:-1]), *operations[-1:]]
