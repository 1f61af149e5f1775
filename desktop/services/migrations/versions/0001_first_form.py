"""The first form of the local database."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCH = "CREATE VIRTUAL TABLE search USING fts5(text, content='', contentless_delete=1, tokenize='unicode61')"


def upgrade() -> None:
    _affiliates()
    _attachments()
    _audit_entries()
    _conflicts()
    _contacts()
    _customers()
    _org_units()
    _parameters()
    _people()
    _phrases()
    _service_plans()
    _service_rules()
    _tasks()
    _visit_comments()
    _visit_logs()
    _visit_plans()
    _blobs()
    _confirmed()
    _drafts()
    _outbox()
    _recent()
    _saved_views()
    _search_rows()
    _state()
    _sync_history()
    _touches()
    op.execute(SEARCH)


def downgrade() -> None:
    raise NotImplementedError("a database is never taken back to an older form; put a backup back instead")


def _affiliates() -> None:
    op.create_table(
        "affiliates",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("to_customer_id", sa.String(length=36), nullable=True),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("to_cert_no", sa.String(length=40), nullable=True),
        sa.Column("rel_type", sa.String(length=20), nullable=False),
        sa.Column("hold_pct", sa.BigInteger(), nullable=True),
        sa.Column("is_group_member", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliates")),
    )
    op.create_index(op.f("ix_affiliates_biz_no"), "affiliates", ["biz_no"], unique=False)
    op.create_index(op.f("ix_affiliates_customer_id"), "affiliates", ["customer_id"], unique=False)
    op.create_index(op.f("ix_affiliates_org_id"), "affiliates", ["org_id"], unique=False)
    op.create_index(op.f("ix_affiliates_owner_id"), "affiliates", ["owner_id"], unique=False)
    op.create_index(op.f("ix_affiliates_revision"), "affiliates", ["revision"], unique=False)


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("holder_kind", sa.String(length=20), nullable=False),
        sa.Column("holder_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("page_count", sa.BigInteger(), nullable=True),
        sa.Column("stored", sa.Boolean(), nullable=False),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index(op.f("ix_attachments_biz_no"), "attachments", ["biz_no"], unique=False)
    op.create_index(op.f("ix_attachments_customer_id"), "attachments", ["customer_id"], unique=False)
    op.create_index(op.f("ix_attachments_holder_id"), "attachments", ["holder_id"], unique=False)
    op.create_index(op.f("ix_attachments_org_id"), "attachments", ["org_id"], unique=False)
    op.create_index(op.f("ix_attachments_owner_id"), "attachments", ["owner_id"], unique=False)
    op.create_index(op.f("ix_attachments_revision"), "attachments", ["revision"], unique=False)
    op.create_index(op.f("ix_attachments_sha256"), "attachments", ["sha256"], unique=False)


def _audit_entries() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("row_id", sa.String(length=36), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_biz_no"), "audit_entries", ["biz_no"], unique=False)
    op.create_index(op.f("ix_audit_entries_customer_id"), "audit_entries", ["customer_id"], unique=False)
    op.create_index(op.f("ix_audit_entries_org_id"), "audit_entries", ["org_id"], unique=False)
    op.create_index(op.f("ix_audit_entries_owner_id"), "audit_entries", ["owner_id"], unique=False)
    op.create_index(op.f("ix_audit_entries_revision"), "audit_entries", ["revision"], unique=False)
    op.create_index(op.f("ix_audit_entries_row_id"), "audit_entries", ["row_id"], unique=False)


def _conflicts() -> None:
    op.create_table(
        "conflicts",
        sa.Column("command_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("row_id", sa.String(length=36), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("base", sa.JSON(), nullable=True),
        sa.Column("mine", sa.JSON(), nullable=True),
        sa.Column("theirs", sa.JSON(), nullable=True),
        sa.Column("theirs_by", sa.String(length=36), nullable=False),
        sa.Column("kept", sa.String(length=8), nullable=True),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
    )
    op.create_index(op.f("ix_conflicts_biz_no"), "conflicts", ["biz_no"], unique=False)
    op.create_index(op.f("ix_conflicts_command_id"), "conflicts", ["command_id"], unique=False)
    op.create_index(op.f("ix_conflicts_customer_id"), "conflicts", ["customer_id"], unique=False)
    op.create_index(op.f("ix_conflicts_org_id"), "conflicts", ["org_id"], unique=False)
    op.create_index(op.f("ix_conflicts_owner_id"), "conflicts", ["owner_id"], unique=False)
    op.create_index(op.f("ix_conflicts_revision"), "conflicts", ["revision"], unique=False)
    op.create_index(op.f("ix_conflicts_row_id"), "conflicts", ["row_id"], unique=False)


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("gender", sa.String(length=12), nullable=False),
        sa.Column("dept", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("role_kinds", sa.JSON(), nullable=False),
        sa.Column("influence", sa.BigInteger(), nullable=True),
        sa.Column("attitude", sa.String(length=12), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("office_tel", sa.String(length=30), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("wechat", sa.String(length=60), nullable=False),
        sa.Column("operator", sa.String(length=12), nullable=True),
        sa.Column("monthly_fee", sa.BigInteger(), nullable=True),
        sa.Column("bound", sa.Boolean(), nullable=True),
        sa.Column("birthday", sa.String(length=10), nullable=False),
        sa.Column("birthday_calendar", sa.String(length=8), nullable=False),
        sa.Column("hometown", sa.String(length=60), nullable=False),
        sa.Column("hobby", sa.String(length=200), nullable=False),
        sa.Column("taboo", sa.String(length=200), nullable=False),
        sa.Column("family_note", sa.Text(), nullable=False),
        sa.Column("best_time", sa.String(length=60), nullable=False),
        sa.Column("best_channel", sa.String(length=12), nullable=True),
        sa.Column("relation_owner_id", sa.String(length=36), nullable=True),
        sa.Column("reports_to_id", sa.String(length=36), nullable=True),
        sa.Column("consent", sa.String(length=12), nullable=False),
        sa.Column("consent_date", sa.Date(), nullable=True),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("left_date", sa.Date(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_biz_no"), "contacts", ["biz_no"], unique=False)
    op.create_index(op.f("ix_contacts_customer_id"), "contacts", ["customer_id"], unique=False)
    op.create_index(op.f("ix_contacts_org_id"), "contacts", ["org_id"], unique=False)
    op.create_index(op.f("ix_contacts_owner_id"), "contacts", ["owner_id"], unique=False)
    op.create_index(op.f("ix_contacts_revision"), "contacts", ["revision"], unique=False)


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("cust_no", sa.String(length=40), nullable=True),
        sa.Column("cust_name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=60), nullable=False),
        sa.Column("alias", sa.String(length=200), nullable=False),
        sa.Column("cust_kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("coop_state", sa.String(length=20), nullable=False),
        sa.Column("owner_level", sa.String(length=20), nullable=False),
        sa.Column("relation_tier", sa.String(length=20), nullable=False),
        sa.Column("value_class", sa.String(length=12), nullable=False),
        sa.Column("service_class", sa.String(length=12), nullable=True),
        sa.Column("org_type", sa.String(length=30), nullable=False),
        sa.Column("cert_type", sa.String(length=30), nullable=True),
        sa.Column("cert_no", sa.String(length=40), nullable=True),
        sa.Column("cert_valid_to", sa.Date(), nullable=True),
        sa.Column("legal_rep", sa.String(length=60), nullable=False),
        sa.Column("reg_capital", sa.BigInteger(), nullable=True),
        sa.Column("found_date", sa.Date(), nullable=True),
        sa.Column("reg_status", sa.String(length=20), nullable=True),
        sa.Column("province", sa.String(length=6), nullable=False),
        sa.Column("city", sa.String(length=6), nullable=False),
        sa.Column("county", sa.String(length=6), nullable=False),
        sa.Column("township", sa.String(length=60), nullable=False),
        sa.Column("grid", sa.String(length=60), nullable=False),
        sa.Column("location_scope", sa.String(length=12), nullable=True),
        sa.Column("reg_address", sa.String(length=200), nullable=False),
        sa.Column("office_address", sa.String(length=200), nullable=False),
        sa.Column("install_sites", sa.JSON(), nullable=False),
        sa.Column("lon", sa.String(length=16), nullable=True),
        sa.Column("lat", sa.String(length=16), nullable=True),
        sa.Column("coordinate_system", sa.String(length=8), nullable=True),
        sa.Column("tel", sa.String(length=30), nullable=False),
        sa.Column("fax", sa.String(length=30), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("industry_section", sa.String(length=1), nullable=False),
        sa.Column("industry_division", sa.String(length=2), nullable=False),
        sa.Column("industry_group", sa.String(length=3), nullable=False),
        sa.Column("segment", sa.String(length=20), nullable=False),
        sa.Column("employees", sa.BigInteger(), nullable=True),
        sa.Column("annual_revenue", sa.BigInteger(), nullable=True),
        sa.Column("assets", sa.BigInteger(), nullable=True),
        sa.Column("nat_size", sa.String(length=12), nullable=True),
        sa.Column("own_size", sa.String(length=12), nullable=True),
        sa.Column("biz_scope_range", sa.String(length=20), nullable=True),
        sa.Column("parent_cust_id", sa.String(length=36), nullable=True),
        sa.Column("listed_code", sa.String(length=20), nullable=False),
        sa.Column("is_key", sa.Boolean(), nullable=False),
        sa.Column("is_direct", sa.Boolean(), nullable=False),
        sa.Column("direct_code", sa.String(length=40), nullable=False),
        sa.Column("to_hq", sa.Boolean(), nullable=False),
        sa.Column("hq_code", sa.String(length=40), nullable=False),
        sa.Column("biz_analysis_code", sa.String(length=40), nullable=False),
        sa.Column("micro_flag", sa.Boolean(), nullable=False),
        sa.Column("micro_type", sa.String(length=20), nullable=True),
        sa.Column("micro_star", sa.BigInteger(), nullable=True),
        sa.Column("broadband_op", sa.String(length=12), nullable=True),
        sa.Column("covered", sa.Boolean(), nullable=True),
        sa.Column("credit_class", sa.String(length=2), nullable=True),
        sa.Column("blacklist", sa.Boolean(), nullable=False),
        sa.Column("blacklist_reason", sa.String(length=200), nullable=False),
        sa.Column("credit_check", sa.String(length=20), nullable=True),
        sa.Column("credit_check_date", sa.Date(), nullable=True),
        sa.Column("credit_check_evidence", sa.String(length=200), nullable=False),
        sa.Column("it_staff", sa.BigInteger(), nullable=True),
        sa.Column("decision_process", sa.String(length=500), nullable=False),
        sa.Column("budget_cycle", sa.String(length=100), nullable=False),
        sa.Column("concerns", sa.JSON(), nullable=False),
        sa.Column("needs_summary", sa.Text(), nullable=False),
        sa.Column("culture_note", sa.Text(), nullable=False),
        sa.Column("industry_chain_note", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("am_id", sa.String(length=36), nullable=False),
        sa.Column("am_b_id", sa.String(length=36), nullable=True),
        sa.Column("team_ids", sa.JSON(), nullable=False),
        sa.Column("assistant_id", sa.String(length=36), nullable=True),
        sa.Column("chief_rep_id", sa.String(length=36), nullable=True),
        sa.Column("sign_date", sa.Date(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("monthly_revenue", sa.BigInteger(), nullable=True),
        sa.Column("arrears", sa.BigInteger(), nullable=True),
        sa.Column("figures_period", sa.String(length=6), nullable=False),
        sa.Column("figures_source", sa.String(length=60), nullable=False),
        sa.Column("value_score", sa.BigInteger(), nullable=True),
        sa.Column("risk_level", sa.String(length=12), nullable=True),
        sa.Column("batch_id", sa.String(length=36), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("completeness", sa.BigInteger(), nullable=False),
        sa.Column("last_visit", sa.Date(), nullable=True),
        sa.Column("next_visit_due", sa.Date(), nullable=True),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
    )
    op.create_index(op.f("ix_customers_am_b_id"), "customers", ["am_b_id"], unique=False)
    op.create_index(op.f("ix_customers_am_id"), "customers", ["am_id"], unique=False)
    op.create_index(op.f("ix_customers_assistant_id"), "customers", ["assistant_id"], unique=False)
    op.create_index(op.f("ix_customers_batch_id"), "customers", ["batch_id"], unique=False)
    op.create_index(op.f("ix_customers_biz_no"), "customers", ["biz_no"], unique=False)
    op.create_index(op.f("ix_customers_cert_no"), "customers", ["cert_no"], unique=False)
    op.create_index(op.f("ix_customers_county"), "customers", ["county"], unique=False)
    op.create_index(op.f("ix_customers_cust_no"), "customers", ["cust_no"], unique=False)
    op.create_index(op.f("ix_customers_next_visit_due"), "customers", ["next_visit_due"], unique=False)
    op.create_index(op.f("ix_customers_org_id"), "customers", ["org_id"], unique=False)
    op.create_index(op.f("ix_customers_owner_id"), "customers", ["owner_id"], unique=False)
    op.create_index("ix_customers_province_cert", "customers", ["province_code", "cert_no"], unique=False)
    op.create_index(op.f("ix_customers_revision"), "customers", ["revision"], unique=False)
    op.create_index(op.f("ix_customers_segment"), "customers", ["segment"], unique=False)
    op.create_index(op.f("ix_customers_state"), "customers", ["state"], unique=False)
    op.create_index(op.f("ix_customers_value_class"), "customers", ["value_class"], unique=False)


def _org_units() -> None:
    op.create_table(
        "org_units",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("unit_kind", sa.String(length=20), nullable=False),
        sa.Column("area_code", sa.String(length=6), nullable=False),
        sa.Column("leader_id", sa.String(length=36), nullable=True),
        sa.Column("vice_leader_ids", sa.JSON(), nullable=False),
        sa.Column("industries", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_org_units")),
    )
    op.create_index(op.f("ix_org_units_parent_id"), "org_units", ["parent_id"], unique=False)
    op.create_index(op.f("ix_org_units_revision"), "org_units", ["revision"], unique=False)


def _parameters() -> None:
    op.create_table(
        "parameters",
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameters")),
    )
    op.create_index(op.f("ix_parameters_code"), "parameters", ["code"], unique=False)
    op.create_index(op.f("ix_parameters_revision"), "parameters", ["revision"], unique=False)


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("staff_no", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("gender", sa.String(length=12), nullable=False),
        sa.Column("mobile", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("post", sa.String(length=30), nullable=False),
        sa.Column("perm_level", sa.BigInteger(), nullable=True),
        sa.Column("employ_kind", sa.String(length=12), nullable=True),
        sa.Column("join_date", sa.Date(), nullable=True),
        sa.Column("leave_date", sa.Date(), nullable=True),
        sa.Column("speciality", sa.JSON(), nullable=False),
        sa.Column("skill_level", sa.String(length=20), nullable=False),
        sa.Column("certs", sa.JSON(), nullable=False),
        sa.Column("training", sa.JSON(), nullable=False),
        sa.Column("load_cap", sa.BigInteger(), nullable=True),
        sa.Column("mentor_id", sa.String(length=36), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("staff_no", name=op.f("uq_people_staff_no")),
    )
    op.create_index(op.f("ix_people_org_id"), "people", ["org_id"], unique=False)
    op.create_index(op.f("ix_people_revision"), "people", ["revision"], unique=False)


def _phrases() -> None:
    op.create_table(
        "phrases",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrases")),
    )
    op.create_index(op.f("ix_phrases_biz_no"), "phrases", ["biz_no"], unique=False)
    op.create_index(op.f("ix_phrases_org_id"), "phrases", ["org_id"], unique=False)
    op.create_index(op.f("ix_phrases_owner_id"), "phrases", ["owner_id"], unique=False)
    op.create_index(op.f("ix_phrases_revision"), "phrases", ["revision"], unique=False)


def _service_plans() -> None:
    op.create_table(
        "service_plans",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("team", sa.JSON(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("products", sa.JSON(), nullable=False),
        sa.Column("prices", sa.JSON(), nullable=False),
        sa.Column("emergency", sa.Text(), nullable=False),
        sa.Column("report_cycle", sa.String(length=100), nullable=False),
        sa.Column("escalation", sa.Text(), nullable=False),
        sa.Column("communication", sa.Text(), nullable=False),
        sa.Column("review_notes", sa.Text(), nullable=False),
        sa.Column("scheme_overview", sa.Text(), nullable=False),
        sa.Column("architecture", sa.Text(), nullable=False),
        sa.Column("investment", sa.Text(), nullable=False),
        sa.Column("implementation", sa.Text(), nullable=False),
        sa.Column("acceptance", sa.Text(), nullable=False),
        sa.Column("after_sale", sa.Text(), nullable=False),
        sa.Column("confirmed_name", sa.String(length=60), nullable=False),
        sa.Column("confirmed_date", sa.Date(), nullable=True),
        sa.Column("approval_ref", sa.String(length=36), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_plans")),
    )
    op.create_index(op.f("ix_service_plans_biz_no"), "service_plans", ["biz_no"], unique=False)
    op.create_index(op.f("ix_service_plans_customer_id"), "service_plans", ["customer_id"], unique=False)
    op.create_index(op.f("ix_service_plans_org_id"), "service_plans", ["org_id"], unique=False)
    op.create_index(op.f("ix_service_plans_owner_id"), "service_plans", ["owner_id"], unique=False)
    op.create_index(op.f("ix_service_plans_revision"), "service_plans", ["revision"], unique=False)


def _service_rules() -> None:
    op.create_table(
        "service_rules",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("value_classes", sa.JSON(), nullable=False),
        sa.Column("service_classes", sa.JSON(), nullable=False),
        sa.Column("segments", sa.JSON(), nullable=False),
        sa.Column("products", sa.JSON(), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("tolerance", sa.BigInteger(), nullable=False),
        sa.Column("standard", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("internal_only", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_rules")),
    )
    op.create_index(op.f("ix_service_rules_revision"), "service_rules", ["revision"], unique=False)


def _tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("customer_id", sa.String(length=36), nullable=True),
        sa.Column("visit_id", sa.String(length=36), nullable=True),
        sa.Column("assignee_id", sa.String(length=36), nullable=True),
        sa.Column("co_worker_ids", sa.JSON(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("due_time", sa.Time(), nullable=True),
        sa.Column("priority", sa.String(length=12), nullable=False),
        sa.Column("standard", sa.String(length=300), nullable=False),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("progress", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("overdue_reason", sa.String(length=300), nullable=False),
        sa.Column("evaluation", sa.String(length=300), nullable=False),
        sa.Column("is_promise", sa.Boolean(), nullable=False),
        sa.Column("recurrence", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(op.f("ix_tasks_assignee_id"), "tasks", ["assignee_id"], unique=False)
    op.create_index(op.f("ix_tasks_biz_no"), "tasks", ["biz_no"], unique=False)
    op.create_index(op.f("ix_tasks_customer_id"), "tasks", ["customer_id"], unique=False)
    op.create_index(op.f("ix_tasks_due"), "tasks", ["due"], unique=False)
    op.create_index(op.f("ix_tasks_org_id"), "tasks", ["org_id"], unique=False)
    op.create_index(op.f("ix_tasks_owner_id"), "tasks", ["owner_id"], unique=False)
    op.create_index(op.f("ix_tasks_revision"), "tasks", ["revision"], unique=False)
    op.create_index(op.f("ix_tasks_state"), "tasks", ["state"], unique=False)
    op.create_index(op.f("ix_tasks_visit_id"), "tasks", ["visit_id"], unique=False)


def _visit_comments() -> None:
    op.create_table(
        "visit_comments",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("visit_id", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_comments")),
    )
    op.create_index(op.f("ix_visit_comments_biz_no"), "visit_comments", ["biz_no"], unique=False)
    op.create_index(op.f("ix_visit_comments_customer_id"), "visit_comments", ["customer_id"], unique=False)
    op.create_index(op.f("ix_visit_comments_org_id"), "visit_comments", ["org_id"], unique=False)
    op.create_index(op.f("ix_visit_comments_owner_id"), "visit_comments", ["owner_id"], unique=False)
    op.create_index(op.f("ix_visit_comments_revision"), "visit_comments", ["revision"], unique=False)
    op.create_index(op.f("ix_visit_comments_visit_id"), "visit_comments", ["visit_id"], unique=False)


def _visit_logs() -> None:
    op.create_table(
        "visit_logs",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("plan_id", sa.String(length=36), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("grade", sa.String(length=12), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("lon", sa.String(length=16), nullable=True),
        sa.Column("lat", sa.String(length=16), nullable=True),
        sa.Column("contact_ids", sa.JSON(), nullable=False),
        sa.Column("companion_ids", sa.JSON(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("opinions", sa.JSON(), nullable=False),
        sa.Column("complaints", sa.JSON(), nullable=False),
        sa.Column("competitor_info", sa.Text(), nullable=False),
        sa.Column("mood", sa.String(length=20), nullable=True),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("result_note", sa.String(length=300), nullable=False),
        sa.Column("commitments", sa.JSON(), nullable=False),
        sa.Column("next_visit", sa.Date(), nullable=True),
        sa.Column("file_updates", sa.JSON(), nullable=False),
        sa.Column("attachment_ids", sa.JSON(), nullable=False),
        sa.Column("cust_sign", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("return_reason", sa.String(length=300), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submit_delay_h", sa.BigInteger(), nullable=False),
        sa.Column("valid", sa.Boolean(), nullable=False),
        sa.Column("invalid_reasons", sa.JSON(), nullable=False),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_logs")),
    )
    op.create_index(op.f("ix_visit_logs_biz_no"), "visit_logs", ["biz_no"], unique=False)
    op.create_index(op.f("ix_visit_logs_customer_id"), "visit_logs", ["customer_id"], unique=False)
    op.create_index(op.f("ix_visit_logs_org_id"), "visit_logs", ["org_id"], unique=False)
    op.create_index(op.f("ix_visit_logs_owner_id"), "visit_logs", ["owner_id"], unique=False)
    op.create_index(op.f("ix_visit_logs_plan_id"), "visit_logs", ["plan_id"], unique=False)
    op.create_index(op.f("ix_visit_logs_revision"), "visit_logs", ["revision"], unique=False)
    op.create_index(op.f("ix_visit_logs_starts_at"), "visit_logs", ["starts_at"], unique=False)


def _visit_plans() -> None:
    op.create_table(
        "visit_plans",
        sa.Column("customer_id", sa.String(length=36), nullable=False),
        sa.Column("contact_ids", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("grade", sa.String(length=12), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("companion_ids", sa.JSON(), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("materials", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("to_confirm", sa.Boolean(), nullable=False),
        sa.Column("reschedule_count", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("biz_no", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("data_level", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_plans")),
    )
    op.create_index(op.f("ix_visit_plans_biz_no"), "visit_plans", ["biz_no"], unique=False)
    op.create_index(op.f("ix_visit_plans_customer_id"), "visit_plans", ["customer_id"], unique=False)
    op.create_index(op.f("ix_visit_plans_org_id"), "visit_plans", ["org_id"], unique=False)
    op.create_index(op.f("ix_visit_plans_owner_id"), "visit_plans", ["owner_id"], unique=False)
    op.create_index(op.f("ix_visit_plans_revision"), "visit_plans", ["revision"], unique=False)
    op.create_index(op.f("ix_visit_plans_starts_at"), "visit_plans", ["starts_at"], unique=False)


def _blobs() -> None:
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("uploaded", sa.Boolean(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
    )


def _confirmed() -> None:
    op.create_table(
        "confirmed",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("row_id", sa.String(length=36), nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "row_id", name=op.f("pk_confirmed")),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_drafts")),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("local_code", sa.String(length=40), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("dismissed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
        sa.UniqueConstraint("id", name=op.f("uq_outbox_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outbox_n"), "outbox", ["n"], unique=False)
    op.create_index(op.f("ix_outbox_settled"), "outbox", ["settled"], unique=False)


def _recent() -> None:
    op.create_table(
        "recent",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("row_id", sa.String(length=36), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "row_id", name=op.f("pk_recent")),
    )
    op.create_index(op.f("ix_recent_opened_at"), "recent", ["opened_at"], unique=False)


def _saved_views() -> None:
    op.create_table(
        "saved_views",
        sa.Column("screen", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("screen", "name", name=op.f("pk_saved_views")),
    )


def _search_rows() -> None:
    op.create_table(
        "search_rows",
        sa.Column("rowid_", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("row_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("rowid_", name=op.f("pk_search_rows")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_search_rows_row", "search_rows", ["kind", "row_id"], unique=True)


def _state() -> None:
    op.create_table(
        "state",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_state")),
    )


def _sync_history() -> None:
    op.create_table(
        "sync_history",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_history")),
        sqlite_autoincrement=True,
    )


def _touches() -> None:
    op.create_table(
        "touches",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("row_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("seq", "kind", "row_id", name=op.f("pk_touches")),
    )
    op.create_index("ix_touches_row", "touches", ["kind", "row_id"], unique=False)
