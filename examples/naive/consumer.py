"""A consumer as one writes it first, with the official SDKs. It works, until something goes wrong."""

import json
import os

from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import CommonRequest
from mns.account import Account
from mns.mns_exception import MNSServerException

KEYS = os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"], os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
scaling = AcsClient(*KEYS, os.environ["SCALEHOOK_REGION"])
queue = Account(os.environ["SCALEHOOK_ENDPOINT"], *KEYS).get_queue(os.environ["SCALEHOOK_CERTIFY_QUEUE"])


def complete(content):
    """Tell Auto Scaling that the work is done."""
    request = CommonRequest(
        domain=os.environ["SCALEHOOK_HOST"], version="2014-08-28", action_name="CompleteLifecycleAction"
    )
    request.set_method("POST")
    request.add_body_params("LifecycleHookId", content["lifecycleHookId"])
    request.add_body_params("LifecycleActionToken", content["lifecycleActionToken"])
    request.add_body_params("LifecycleActionResult", "CONTINUE")
    scaling.do_action_with_exception(request)


while True:
    try:
        message = queue.receive_message(20)
    except MNSServerException:  # nothing there
        continue
    notification = json.loads(message.message_body)
    print("working on", notification["content"]["instanceIds"], flush=True)
    complete(notification["content"])
    queue.delete_message(message.receipt_handle)
