import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import stakeholders.triggers
from stakeholders.together import Together


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('stakeholders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('slug', models.SlugField(max_length=200, unique=True)),
                ('form', models.CharField(choices=[('partnership', 'Partnership'), ('friendship', 'Friendship'), ('contact without agreement', 'Contact without agreement')], default='partnership', max_length=30)),
                ('since_first', models.DateField(blank=True, null=True)),
                ('since_last', models.DateField(blank=True, null=True)),
                ('until_first', models.DateField(blank=True, null=True)),
                ('until_last', models.DateField(blank=True, null=True)),
                ('pair_key', models.CharField(blank=True, max_length=120, null=True, unique=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name'],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_partnershipevent" ("created_at", "form", "id", "name", "pair_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "since_first", "since_last", "slug", "until_first", "until_last") SELECT new_values."created_at", new_values."form", new_values."id", new_values."name", new_values."pair_key", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sample", new_values."since_first", new_values."since_last", new_values."slug", new_values."until_first", new_values."until_last" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e885256265a86623843f531d56704c76f2a3f0b5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_80689', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_partnership', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_partnershipevent" ("created_at", "form", "id", "name", "pair_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "since_first", "since_last", "slug", "until_first", "until_last") SELECT new_values."created_at", new_values."form", new_values."id", new_values."name", new_values."pair_key", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sample", new_values."since_first", new_values."since_last", new_values."slug", new_values."until_first", new_values."until_last" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='70dcf64e4dfc8957481a717d7d6891bdfe35e50a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5ca94', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_partnership', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_partnershipevent" ("created_at", "form", "id", "name", "pair_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "since_first", "since_last", "slug", "until_first", "until_last") SELECT old_values."created_at", old_values."form", old_values."id", old_values."name", old_values."pair_key", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sample", old_values."since_first", old_values."since_last", old_values."slug", old_values."until_first", old_values."until_last" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='32574183a0b80d8e0ea22a748a1649341994a614', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b61a9', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_partnership', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='MembershipTie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ties', to='stakeholders.membership')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='limited_memberships', to='partnerships.partnership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('membership', 'partnership'), name='membership_tie_once')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_membershiptieevent" ("id", "membership_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."membership_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2accb3eb095bcbb3ff5db49a3491bfa5671e4124', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ba2a4', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_membershiptie', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_membershiptieevent" ("id", "membership_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."membership_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='495902764fb7291b5a46d905afb989865aa104a3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fef3a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_membershiptie', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_membershiptieevent" ("id", "membership_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."membership_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6f4b0cbbadb4f1d7ec7d9dc6e3d098db158059ac', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1b3fc', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_membershiptie', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='MembershipTieEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('membership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.membership')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.membershiptie')),
                ('partnership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PartnershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('slug', models.SlugField(db_index=False, max_length=200)),
                ('form', models.CharField(choices=[('partnership', 'Partnership'), ('friendship', 'Friendship'), ('contact without agreement', 'Contact without agreement')], default='partnership', max_length=30)),
                ('since_first', models.DateField(blank=True, null=True)),
                ('since_last', models.DateField(blank=True, null=True)),
                ('until_first', models.DateField(blank=True, null=True)),
                ('until_last', models.DateField(blank=True, null=True)),
                ('pair_key', models.CharField(blank=True, max_length=120, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.partnership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PartnershipPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partnership_places', to='partnerships.partnership')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnership_places', to='stakeholders.place')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('partnership', 'place'), name='partnership_place_once')],
            },
        ),
        migrations.AddField(
            model_name='partnership',
            name='places',
            field=models.ManyToManyField(related_name='partnerships', through='partnerships.PartnershipPlace', to='stakeholders.place'),
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('partner', 'Partner'), ('observer', 'Observer')], default='partner', max_length=10)),
                ('word', models.CharField(blank=True, max_length=60, verbose_name='own word for this tie')),
                ('standing', models.CharField(choices=[('requested', 'Requested'), ('exploring', 'Exploring'), ('kept', 'Kept'), ('paused', 'Paused'), ('ended', 'Ended')], default='kept', max_length=10)),
                ('standing_first', models.DateField(blank=True, null=True)),
                ('standing_last', models.DateField(blank=True, null=True)),
                ('standing_reason', models.TextField(blank=True)),
                ('standing_authority', models.CharField(blank=True, max_length=200)),
                ('standing_conditions', models.TextField(blank=True)),
                ('consented_at', models.DateTimeField(blank=True, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='stakeholders.organisation')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='partnerships.partnership')),
                ('side', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='stakeholders.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('partnership', 'organisation'), name='seat_once'), models.UniqueConstraint(condition=models.Q(('role', 'lead')), fields=('partnership', 'side'), name='one_lead_a_side'), models.CheckConstraint(condition=models.Q(models.Q(('standing_first__isnull', False), ('standing_last__isnull', False)), models.Q(('standing_first__isnull', True), ('standing_last__isnull', True)), _connector='OR'), name='seat_standing_first_with_standing_last'), models.CheckConstraint(condition=models.Q(('standing_first__isnull', True), ('standing_last__isnull', True), ('standing_first__lte', models.F('standing_last')), _connector='OR'), name='seat_standing_first_to_standing_last'), models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'partner', 'observer'])), name='seat_role_known'), models.CheckConstraint(condition=models.Q(('standing__in', ['requested', 'exploring', 'kept', 'paused', 'ended'])), name='seat_standing_known')],
                'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_seatevent" ("consented_at", "created_at", "id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sample", "side_id", "standing", "standing_authority", "standing_conditions", "standing_first", "standing_last", "standing_reason", "word") SELECT new_values."consented_at", new_values."created_at", new_values."id", new_values."organisation_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."sample", new_values."side_id", new_values."standing", new_values."standing_authority", new_values."standing_conditions", new_values."standing_first", new_values."standing_last", new_values."standing_reason", new_values."word" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dc06c6204f14fb928bc3505591a2d5828048f8db', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b5d16', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_seat', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_seatevent" ("consented_at", "created_at", "id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sample", "side_id", "standing", "standing_authority", "standing_conditions", "standing_first", "standing_last", "standing_reason", "word") SELECT new_values."consented_at", new_values."created_at", new_values."id", new_values."organisation_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."sample", new_values."side_id", new_values."standing", new_values."standing_authority", new_values."standing_conditions", new_values."standing_first", new_values."standing_last", new_values."standing_reason", new_values."word" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='64ae2ee145723d08c47b3bf2072702b997370587', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_97e6c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_seat', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_seatevent" ("consented_at", "created_at", "id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sample", "side_id", "standing", "standing_authority", "standing_conditions", "standing_first", "standing_last", "standing_reason", "word") SELECT old_values."consented_at", old_values."created_at", old_values."id", old_values."organisation_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."sample", old_values."side_id", old_values."standing", old_values."standing_authority", old_values."standing_conditions", old_values."standing_first", old_values."standing_last", old_values."standing_reason", old_values."word" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a6ee0518c4118873d1ef6cf354e84d1a52102fc1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_073f9', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_seat', when='AFTER'))],
            },
        ),
        migrations.CreateModel(
            name='SeatEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('partner', 'Partner'), ('observer', 'Observer')], default='partner', max_length=10)),
                ('word', models.CharField(blank=True, max_length=60, verbose_name='own word for this tie')),
                ('standing', models.CharField(choices=[('requested', 'Requested'), ('exploring', 'Exploring'), ('kept', 'Kept'), ('paused', 'Paused'), ('ended', 'Ended')], default='kept', max_length=10)),
                ('standing_first', models.DateField(blank=True, null=True)),
                ('standing_last', models.DateField(blank=True, null=True)),
                ('standing_reason', models.TextField(blank=True)),
                ('standing_authority', models.CharField(blank=True, max_length=200)),
                ('standing_conditions', models.TextField(blank=True)),
                ('consented_at', models.DateTimeField(blank=True, null=True)),
                ('sample', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation')),
                ('partnership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.seat')),
                ('side', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StageResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField()),
                ('rule_version', models.CharField(max_length=20)),
                ('stage', models.SmallIntegerField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=60)),
                ('tests', models.JSONField(default=dict)),
                ('gaps', models.JSONField(default=list)),
                ('health', models.JSONField(default=dict)),
                ('facts', models.JSONField(default=dict)),
                ('current', models.BooleanField(default=True)),
                ('since', models.DateField(help_text='The first day on which this stage was stored without a break.')),
                ('computed_at', models.DateTimeField(auto_now=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stakeholders.organisation')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='partnerships.partnership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('partnership', 'owner', 'as_of'), name='stage_once_a_day'), models.UniqueConstraint(condition=models.Q(('current', True)), fields=('partnership', 'owner'), name='stage_current_once'), models.CheckConstraint(condition=models.Q(('stage__isnull', True), models.Q(('stage__gte', 0), ('stage__lte', 5)), _connector='OR'), name='stage_0_to_5')],
            },
        ),
        migrations.CreateModel(
            name='TieRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60)),
                ('external_id', models.CharField(max_length=120)),
                ('name_a', models.CharField(max_length=200)),
                ('name_b', models.CharField(max_length=200)),
                ('country_code_a', models.CharField(blank=True, max_length=2)),
                ('country_code_b', models.CharField(blank=True, max_length=2)),
                ('kind', models.CharField(blank=True, max_length=60)),
                ('since_first', models.DateField(blank=True, null=True)),
                ('since_last', models.DateField(blank=True, null=True)),
                ('until_first', models.DateField(blank=True, null=True)),
                ('until_last', models.DateField(blank=True, null=True)),
                ('listed_by_both', models.BooleanField(blank=True, null=True)),
                ('pages', models.TextField(blank=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tie_records', to='partnerships.partnership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'external_id'), name='tie_record_once'), models.CheckConstraint(condition=models.Q(models.Q(('since_first__isnull', False), ('since_last__isnull', False)), models.Q(('since_first__isnull', True), ('since_last__isnull', True)), _connector='OR'), name='tierecord_since_first_with_since_last'), models.CheckConstraint(condition=models.Q(('since_first__isnull', True), ('since_last__isnull', True), ('since_first__lte', models.F('since_last')), _connector='OR'), name='tierecord_since_first_to_since_last'), models.CheckConstraint(condition=models.Q(models.Q(('until_first__isnull', False), ('until_last__isnull', False)), models.Q(('until_first__isnull', True), ('until_last__isnull', True)), _connector='OR'), name='tierecord_until_first_with_until_last'), models.CheckConstraint(condition=models.Q(('until_first__isnull', True), ('until_last__isnull', True), ('until_first__lte', models.F('until_last')), _connector='OR'), name='tierecord_until_first_to_until_last')],
            },
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('since_first__isnull', False), ('since_last__isnull', False)), models.Q(('since_first__isnull', True), ('since_last__isnull', True)), _connector='OR'), name='partnership_since_first_with_since_last'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('since_first__isnull', True), ('since_last__isnull', True), ('since_first__lte', models.F('since_last')), _connector='OR'), name='partnership_since_first_to_since_last'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('until_first__isnull', False), ('until_last__isnull', False)), models.Q(('until_first__isnull', True), ('until_last__isnull', True)), _connector='OR'), name='partnership_until_first_with_until_last'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('until_first__isnull', True), ('until_last__isnull', True), ('until_first__lte', models.F('until_last')), _connector='OR'), name='partnership_until_first_to_until_last'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('form__in', ['partnership', 'friendship', 'contact without agreement'])), name='partnership_form_known'),
        ),
        stakeholders.triggers.InstallTriggers(
        ),
    ]
    operations = [Together(operations[:5]), operations[5], Together(operations[6:15]), operations[15]]
