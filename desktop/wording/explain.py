"""From a code and facts to a sentence: what happened, why, and how to go on."""

from collections.abc import Iterable, Mapping
from typing import Final

from desktop.wording import N_, _
from desktop.wording.fields import field_label
from domain.errors import Fact, Problem, Refused

SENTENCES: Final[dict[str, str]] = {
    "required": N_("必填，请补充"),
    "wrong_type": N_("格式不对"),
    "too_long": N_("超过 {limit} 字，请缩短"),
    "too_short": N_("至少 {least} 字，现在 {length} 字"),
    "too_short_name": N_("名称过短，至少 4 个字"),
    "placeholder": N_("不能用占位名称，请填写全称"),
    "control_characters": N_("含有无法保存的字符，请删除后重填"),
    "out_of_range": N_("应在 {low} 到 {high} 之间"),
    "not_a_date": N_("不是有效日期，格式如 2026-11-25"),
    "not_a_number": N_("不是数字"),
    "unknown_choice": N_("不在可选范围内，请重新选择"),
    "unknown_field": N_("本版本没有这个字段"),
    "not_by_edit": N_("不能直接修改，请用「转移」"),
    "only_by_import": N_("由导入的数据更新，不能手工修改"),
    "not_a_recurrence": N_("重复规则无法识别，格式如 FREQ=WEEKLY;BYDAY=MO"),
    "not_an_id": N_("编号格式不对"),
    "not_a_phone": N_("电话格式不对，如 0583-12345678 或 13800000000"),
    "not_a_mobile": N_("手机号应为 11 位"),
    "not_an_email": N_("邮箱格式不对"),
    "not_a_website": N_("网址格式不对"),
    "not_a_division": N_("区划代码应为 6 位数字"),
    "county_not_in_city": N_("区县不属于所选地市"),
    "not_an_industry": N_("行业代码不在国标范围内"),
    "industry_division_mismatch": N_("行业大类不属于所填门类"),
    "industry_group_mismatch": N_("行业中类不属于所填大类"),
    "not_a_period": N_("账期格式应为 202611"),
    "not_a_coordinate": N_("经纬度超出范围"),
    "not_a_birthday": N_("生日格式如 1980-06-01 或 06-01"),
    "not_a_staff_no": N_("工号为 4 到 20 位字母或数字"),
    "staff_no_taken": N_("工号已被使用"),
    "name_taken": N_("同级已有同名单位"),
    "too_deep": N_("组织层级最多 {limit} 级"),
    "credit_code_length": N_("统一社会信用代码应为 18 位"),
    "credit_code_alphabet": N_("统一社会信用代码含有不允许的字符（不含 I、O、S、V、Z）"),
    "credit_code_check": N_("统一社会信用代码校验位不符，请核对"),
    "credit_code_organisation_check": N_("统一社会信用代码中的组织机构代码校验不符，请核对"),
    "credit_code_division": N_("统一社会信用代码中的区划代码不在行政区划表内，请核对"),
    "credit_code_category": N_("统一社会信用代码的登记类别不明，请核对"),
    "credit_code_taken": N_("本省已有客户使用这个统一社会信用代码"),
    "amount_missing": N_("没有填写金额"),
    "amount_format": N_("金额格式不对，如 1,234.50"),
    "amount_unit": N_("金额单位与要求不一致"),
    "amount_too_large": N_("金额过大"),
    "total_differs": N_("月费用与单价、数量不符"),
    "one_reach_needed": N_("手机、办公电话、邮箱、微信至少填一项"),
    "end_before_start": N_("结束时间应晚于开始时间"),
    "too_long_visit": N_("一次走访不超过 {hours} 小时"),
    "in_future": N_("走访还没有发生，不能登记"),
    "other_customer": N_("所选人员不属于这个客户"),
    "too_many": N_("最多 {limit} 个"),
    "not_found": N_("记录不存在，或不在可见范围内"),
    "out_of_scope": N_("所选人员不在管理范围内"),
    "later_value_exists": N_("已有更晚生效的数值"),
    "duplicate_id": N_("这条记录已经存在"),
    "invalid": N_("内容有误：{problems}"),
    "not_permitted": N_("当前岗位没有这个权限"),
    "needs_supervisor": N_("需要主管权限"),
    "already_decided": N_("已由他人处理"),
    "already_assigned": N_("已由他人转给别人"),
    "changed_again": N_("服务器上的值又变了，请重新比对"),
    "task_closed": N_("任务已关闭"),
    "visit_closed": N_("走访已结束或取消"),
    "visit_moved": N_("走访时间已被他人调整"),
    "not_author": N_("只能撤回自己建立的客户"),
    "own_work": N_("不能评价自己的走访"),
    "named_twice": N_("有人被重复选择"),
    "not_a_time": N_("时间无法识别，请重新选择"),
    "not_a_hash": N_("附件的校验值不对，请重新添加"),
    "edited_twice": N_("同一字段被修改了两次"),
    "needs_level": N_("需要 {level} 级以上权限"),
    "too_far_ahead": N_("只能安排 {days} 天以内的走访"),
    "signature_needed": N_("催缴、合规走访需要客户签字，或附签字件"),
    "not_own_visit": N_("只能修改自己的走访记录"),
    "not_assignee": N_("任务不在自己名下"),
    "own_task": N_("不能验收自己的任务"),
    "not_reported": N_("任务还没有提交验收"),
    "wrong_post": N_("所选人员的岗位不能管理客户"),
    "cycle": N_("上下级关系成环"),
    "itself": N_("不能选择自己"),
    "later_than_today": N_("日期不能晚于今天"),
    "needs_visit": N_("还没有走访记录，不能进入接洽"),
    "needs_primary": N_("还没有首要联系人"),
    "one_primary_needed": N_("须有一位首要联系人，请先指定他人"),
    "customer_in_use": N_("客户已有走访或已签约，不能撤回"),
    "over_the_whole": N_("对同一企业的持股合计超过 100%"),
    "unit_in_use": N_("单位下仍有人员、客户或下级单位"),
    "out_of_scope_level": N_("只能制定本单位的规则"),
    "code_of_higher_level": N_("该规则由上级制定，请另用规则编码"),
    "rule_loosened": N_("下级规则只能比上级更严"),
    "plan_closed": N_("服务计划已总结，不能再改"),
    "blocked": N_("它依赖的上一步没有被接受"),
    "malformed": N_("内容无法识别，未被接受"),
    "receipt_expired": N_("服务器已不保留这条提交的结果，请核对记录"),
    "unstorable": N_("内容无法保存，未被接受"),
    "bug": N_("服务器处理出错，未被接受（{ref}）"),
    "already_sent": N_("已提交到服务器，不能再撤回"),
    "offline": N_("连不上服务器，已保存在本机，联网后自动提交"),
    "captive_portal": N_("网络要求先登录网页，请在浏览器完成认证"),
    "server_error": N_("服务器暂时不可用，稍后自动重试"),
    "signed_out": N_("登录已过期，请重新登录"),
    "token_expired": N_("登录已过期，请重新登录"),
    "wrong_password": N_("工号或密码不对"),
    "device_taken": N_("这台设备已登记在他人名下，请联系管理员"),
    "wrong_credentials": N_("工号或密码不对"),
    "too_many_attempts": N_("尝试过多，请 {seconds} 秒后再试"),
    "device_blocked": N_("这台设备已被停用，请联系管理员"),
    "too_old": N_("程序版本过旧，请更新后再同步"),
    "disk_full": N_("保存失败：磁盘空间不足，请清理 {path} 所在磁盘"),
    "wrong_passphrase": N_("本机密码不对"),
    "wrong_key": N_("密钥打不开本机数据，请重新登录"),
    "wait": N_("密码连续错误，请 {seconds} 秒后再试"),
    "not_ours": N_("本机数据文件无法识别，已原样保留"),
    "too_new": N_("本机数据由更新的版本写成，请先更新程序"),
    "database_too_new": N_("本机数据由更新的版本写成，请先更新程序"),
    "bad_attachment": N_("文件 {name} 不能作为附件"),
    "bad_record": N_("这份计划里有一行内容读不出来，请重新填写"),
    "cannot_save": N_("无法保存到 {path}：{cause}"),
    "save_not_permitted": N_("无法保存到 {path}：没有写入权限，请换一个文件夹"),
    "save_read_only": N_("无法保存到 {path}：磁盘只读，请换一个文件夹"),
    "save_no_folder": N_("无法保存到 {path}：文件夹不存在"),
    "save_is_folder": N_("无法保存到 {path}：已有同名文件夹，请改名"),
    "save_name_too_long": N_("无法保存到 {path}：文件名过长，请缩短"),
    "save_in_use": N_("无法保存到 {path}：文件正被其他程序使用，请先关闭"),
    "save_failed": N_("无法保存到 {path}：{cause}"),
    "server_refused": N_("服务器没有接受这次请求"),
    "too_large": N_("文件 {name} 超过 {limit} MB"),
    "attachment_unreadable": N_("文件 {name} 无法读取"),
    "attachment_empty": N_("文件 {name} 是空的"),
    "attachment_not_a_picture": N_("文件 {name} 不是能识别的图片"),
    "attachment_damaged": N_("附件 {name} 已损坏，联网后重新获取"),
    "attachment_quota": N_("本机附件已占满配额，请先清理"),
    "passphrase_wait": N_("本机密码连续错误，请 {wait} 秒后再试"),
    "passphrase_too_short": N_("本机密码至少 {shortest} 位"),
    "key_file_damaged": N_("密钥文件已损坏，已原样保留；请从备份恢复"),
    "no_backup": N_("没有可用的备份"),
    "not_signed_in": N_("还没有登录服务器"),
    "offline_chosen": N_("已选择脱机工作，取消后自动同步"),
    "unreachable": N_("连不上服务器，已保存在本机，联网后自动提交"),
    "slow": N_("网络太慢，服务器没有及时回答，稍后自动重试"),
    "certificate": N_("服务器的安全证书无法验证，请检查地址和系统时间"),
    "insecure_address": N_("外网服务器必须使用 https 地址"),
    "bad_address": N_("服务器地址不对，格式如 https://jike.example.com"),
    "not_our_server": N_("这个地址不是集客工作台的服务器"),
    "damaged_answer": N_("服务器的回答不完整，稍后自动重试"),
    "answer_too_large": N_("服务器的回答过大，已放弃"),
    "command_too_large": N_("内容过大，无法提交"),
    "nothing_to_undo": N_("没有可以撤销的操作"),
    "nothing_to_redo": N_("没有可以重做的操作"),
    "blocked_type": N_("不接受可执行文件：{name}"),
    "not_writable": N_("无法写入 {path}：{cause}"),
    "missing_glyphs": N_("「{field}」中的字符 {characters} 没有可用字体"),
}
"""Code to Chinese sentence with named facts."""
SEPARATOR: Final = N_("；")
NAMED_PROBLEM: Final = N_("{field} {sentence}")


def explain(code: str, facts: Mapping[str, Fact] | None = None) -> str:
    """Give the sentence for a code; a code without one is shown in brackets so that nothing is hidden."""
    sentence = SENTENCES.get(code)
    if sentence is None:
        return _("没有被接受（{code}）").format(code=code)
    shown = {"problems": "", "limit": "", "least": "", "length": "", "low": "", "high": ""} | dict(facts or {})
    try:
        return _(sentence).format(**shown)
    except KeyError:
        return _("没有被接受（{code}）").format(code=code)


def explain_problem(problem: Problem) -> str:
    """Give the sentence for one field's problem, to stand under the field."""
    return explain(problem.code, problem.facts)


def explain_problems(problems: Iterable[Problem], kind: str = "") -> str:
    """Name each field and what is wrong with it, in one line; `kind` is the kind of record the fields are of."""
    return _(SEPARATOR).join(
        _(NAMED_PROBLEM).format(field=field_label(problem.field, kind), sentence=explain_problem(problem))
        for problem in problems
    )


def explain_refused(refused: Refused, kind: str = "") -> str:
    """Give the sentence for a refusal, with its fields where it names some."""
    return explain(refused.code, {**refused.facts, "problems": explain_problems(refused.problems, kind)})
