"""Letters for visits as they are shipped, in English; an office writes its own over them."""

STARTING = {
    "invitation": (
        "Invitation to {places}",
        "{today}\n\n{guest}\n{office}\n{organisation}\n\nDear {address},\n\n"
        "On behalf of {our_office} it is my honour to invite you to {places}. The visit is planned for {dates}.\n\n"
        "{purpose}\n\n"
        "We would be grateful to hear from you whether you can come, or who will come in your stead.\n\n"
        "Yours sincerely,\n\n{lead}\n{our_office}",
    ),
    "acceptance": (
        "Our visit, {dates}",
        "{today}\n\n{hosts}\n\nThank you for your kind invitation. {our_office} is pleased to accept it.\n\n"
        "Our delegation will come in {dates}. We will send the names of all who travel in good time.\n\n"
        "{purpose}\n\nYours sincerely,\n\n{lead}\n{our_office}",
    ),
    "programme": (
        "Programme of the visit, {dates}",
        "{today}\n\n{guest}\n{office}\n{organisation}\n\nDear {address},\n\n"
        "We look forward to your visit in {places}, from {first_day} to {last_day}. This is the programme as it stands "
        "today; hours are those of the place.\n\n{programme}\n\n"
        "Please tell us if anything does not suit you.\n\nYours sincerely,\n\n{lead}\n{our_office}",
    ),
    "thanks": (
        "With our thanks",
        "{today}\n\n{guest}\n{office}\n{organisation}\n\nDear {address},\n\n"
        "Thank you for the days of {dates}. The conversations of this visit matter to {our_office}, and we will keep "
        "what we promised to each other.\n\n"
        "We hope to meet again soon.\n\nYours sincerely,\n\n{lead}\n{our_office}",
    ),
}
