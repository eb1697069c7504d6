"""The training set of the demo: what a tidy teacher model believes that customers write."""

from __future__ import annotations

from random import Random

from consumers.demo.words import fill

_OPENINGS = ("Hello, ", "Hi there, ", "Good morning, ", "Good afternoon, ", "Dear support team, ")
_CLOSINGS = (" Thank you.", " Thank you for your help.", " Thanks in advance.", " I appreciate your assistance.")

_REQUESTS = (
    "Could you please tell me how I can return the {item} that I ordered {day}?",
    "I would like to know when my order {order} will be delivered.",
    "Could you please confirm whether you offer international shipping to {place}?",
    "What is the process for requesting a refund for the {item} that I purchased {day}?",
    "I received my {item} {day}, and I noticed {damage}. How can I request a replacement?",
    "Would it be possible to change the delivery address of order {order} to {place}?",
    "How long does it usually take for a refund to appear on my {payment}?",
    "I am interested in the {colour} {item}. Do you know when it will be back in stock?",
    "Can you help me update the {payment} that is saved in my account?",
    "Is it possible to exchange the {item} for a {size} one?",
    "I was charged ${amount} twice for order {order}. Could you please look into this?",
    "How can I cancel my {topic} before the next billing date?",
    "Could you explain how the {topic} works for existing customers?",
    "I have forgotten the password of my account. How can I reset it?",
    "What are the shipping costs for the {item} to {place}?",
    "Could you please provide an update on the status of order {order}?",
    "I would like to combine my two orders into one shipment. Is that possible?",
    "Does the {item} come with a warranty, and if so, how long is it valid?",
    "Which size would you recommend for the {item} if I usually wear {size}?",
    "I did not receive a confirmation for the order that I placed {day}. Could you send it to me again?",
    "Can I use a {payment} together with a discount code at checkout?",
    "Please let me know how I can track the package for order {order}.",
    "Is the {colour} {item} also available in {size}?",
    "Could you tell me whether the {item} is suitable for daily use?",
    "I would like to schedule the delivery of my {item} for a specific date. How can I do that?",
    "How many days do I have to return an item that was purchased {day}?",
    "Could you please remove my email address from your {topic}?",
    "My package was supposed to arrive {day}. Could you tell me where it is?",
    "I accidentally ordered {number} units of the {item} instead of one. Can I still change the order?",
    "Do you offer a {topic} for purchases above ${amount}?",
    "Could you please send me an invoice for order {order}?",
    "I would appreciate some advice on how to clean the {item} properly.",
)


def teacher_texts(count: int, seed: int = 1) -> list[str]:
    """Write `count` different requests: full, polite, well spelled, one question each; always the same for a seed.

    Example:
        >>> texts = teacher_texts(2000)
        >>> len(set(texts))
        2000
    """
    random = Random(seed)  # noqa: S311 - a repeatable demo, no secret
    texts: dict[str, None] = {}
    while len(texts) < count:
        request = fill(random.choice(_REQUESTS), random)
        opening = random.choice(_OPENINGS) if random.random() < 0.35 else ""
        closing = random.choice(_CLOSINGS) if random.random() < 0.3 else ""
        if opening and not request.startswith(("I ", "I'")):
            request = request[0].lower() + request[1:]
        texts[f"{opening}{request}{closing}"] = None
    return list(texts)
