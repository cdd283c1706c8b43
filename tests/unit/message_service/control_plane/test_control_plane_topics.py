"""Topics by way of the control plane."""

from typing import Any

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors.mns import (
    InvalidArgument,
    TopicAlreadyExist,
    TopicNameInvalid,
    TopicNotExist,
)
from scalehook_contracts.message_service import topics as rest
from scalehook_contracts.message_service.control_plane.topics import (
    CreateTopic,
    DeleteTopic,
    GetTopicAttributes,
    ListTopic,
    SetTopicAttributes,
    TopicView,
)
from scalehook_contracts.message_service.policies import Tag

ENV = Tag(key="env", value="test")


@pytest.fixture(autouse=True)
def topic(mns):
    """A topic `t`, made by REST."""
    mns.ask(rest.CreateTopic(topic_name="t"))


def shown(mns: Rehearsal, name: str = "t") -> TopicView:
    return mns.ask(GetTopicAttributes(topic_name=name)).data


def listed(mns: Rehearsal, **asked: Any) -> list[str]:
    return [topic.topic_name for topic in mns.ask(ListTopic(**asked)).data.page_data]


def test_a_topic_of_rest_is_shown_with_all_that_it_has(mns):
    """Its addresses are those that it has in the cloud."""
    assert shown(mns).model_dump(by_alias=True) == {
        "TopicName": "t",
        "TopicType": "normal",
        "TopicUrl": "http://1234567890123456.mns.cn-hangzhou.aliyuncs.com/topics/t",
        "TopicInnerUrl": "http://1234567890123456.mns.cn-hangzhou-internal.aliyuncs.com/topics/t",
        "CreateTime": 1767225600,
        "LastModifyTime": 1767225600,
        "MaxMessageSize": 65536,
        "MessageRetentionPeriod": 86400,
        "MessageCount": 0,
        "LoggingEnabled": False,
        "Tags": [],
        "EnableSSE": False,
        "EncryptionEnabled": False,
        "KmsKeyId": "",
        "SseAlgorithm": "",
        "SseType": "",
    }


def test_a_topic_bears_all_that_it_is_given(mns):
    """And REST shows of it what REST knows."""
    given = {"max_message_size": 1024, "enable_logging": True, "topic_type": "fifo", "tag": [ENV]}
    assert mns.ask(CreateTopic(topic_name="all", enable_sse=True, **given)).data.success
    view = shown(mns, "all")
    assert (view.max_message_size, view.logging_enabled, view.topic_type) == (1024, True, "fifo")
    assert (view.encryption_enabled, view.tags[0].tag_key) == (True, "env")
    assert mns.ask(rest.GetTopicAttributes(topic_name="all")).maximum_message_size == 1024


def test_the_same_topic_may_be_made_again(mns):
    """With the same attributes, by both APIs; REST is not asked for what it cannot say."""
    mns.ask(CreateTopic(topic_name="t"))
    mns.ask(CreateTopic(topic_name="other", topic_type="fifo", tag=[ENV]))
    assert not mns.ask(rest.CreateTopic(topic_name="other")).created
    for other in ({"tag": [ENV]}, {"topic_type": "fifo"}, {"max_message_size": 1024}):
        with pytest.raises(TopicAlreadyExist):
            mns.ask(CreateTopic(topic_name="t", **other))


def test_setting_attributes_changes_only_those_given(mns):
    """Encryption too."""
    mns.ask(SetTopicAttributes(topic_name="t", kms_key_id="key", max_message_size=2048))
    mns.advance(5)
    mns.ask(SetTopicAttributes(topic_name="t", enable_sse=True, enable_logging=True))
    mns.ask(rest.SetTopicAttributes(topic_name="t", logging_enabled=False))
    view = shown(mns)
    assert (view.kms_key_id, view.enable_sse, view.max_message_size) == ("key", True, 2048)
    assert (view.logging_enabled, view.last_modify_time) == (False, 1767225605)


def test_what_rest_refuses_is_refused(mns):
    """The size by the name that it has here."""
    for operation in (CreateTopic, SetTopicAttributes):
        with pytest.raises(InvalidArgument, match="MaxMessageSize should between 1024 and 65536 bytes"):
            mns.ask(operation(topic_name="t", max_message_size=65537))
    with pytest.raises(TopicNameInvalid):
        mns.ask(CreateTopic(topic_name="a_b"))
    for operation in (GetTopicAttributes, SetTopicAttributes):
        with pytest.raises(TopicNotExist):
            mns.ask(operation(topic_name="none"))
    with pytest.raises(TopicNotExist):
        mns.ask(GetTopicAttributes(topic_name="t", tag=[ENV]))


def test_deleting_is_idempotent(mns):
    """And REST does not find the topic any more."""
    for _ in range(2):
        mns.ask(DeleteTopic(topic_name="t"))
    with pytest.raises(TopicNotExist):
        mns.ask(rest.GetTopicAttributes(topic_name="t"))


def test_topics_are_listed_by_pages(mns):
    """Names are prefixes; types and tags choose among them."""
    for number in range(11):
        mns.ask(CreateTopic(topic_name=f"p{number:02}", topic_type="fifo", tag=[ENV]))
    page = mns.ask(ListTopic(topic_name="p", page_num=2)).data.model_dump(by_alias=True)
    assert [topic["TopicName"] for topic in page.pop("PageData")] == ["p10"]
    assert page == {"PageNum": 2, "PageSize": 10, "Total": 11}
    assert len(listed(mns, topic_type="fifo", tag=[ENV], page_size=50)) == 11
    assert listed(mns, topic_type="normal") == ["t"]
