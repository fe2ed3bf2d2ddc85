"""Each promise of the pages on security and privacy has a test that fails if it is not kept.

A row is the beginning of a sentence, as it is on the page, and the tests of what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.judges.validators import ROOT
from toolchain.formats.docx import package

SECURITY = {
    "the Markdown source, its front matter": """
        commands/test_nothing_outside.py::test_nothing_is_asked_for_and_no_other_file_is_opened
        commands/test_bad_pictures.py::test_a_picture_that_lies_elsewhere
        commands/test_bad_sources.py::test_a_link_out_of_the_folder_is_no_bibliography
        rooms/project/test_settings.py::test_a_template_that_is_no_file_of_the_source""",
    "template documents: they are read as data": """
        outputs/docx/test_template.py::test_entities_of_a_template_are_not_followed
        outputs/docx/test_template_saved.py::test_what_macros_are_in_stays_behind
        outputs/docx/test_template_saved.py::test_a_file_with_macros_is_refused""",
    "your own style sheets: they can contain": """
        outputs/test_user_style.py::test_what_would_be_fetched_is_told_where_it_stands
        outputs/test_user_style.py::test_a_build_with_a_sheet_that_fetches_writes_nothing""",
    "A PDF uses the included fonts": """
        outputs/test_fonts.py::test_pages_do_not_depend_on_the_fonts_of_the_machine
        outputs/test_fonts.py::test_a_style_sheet_brings_a_font_for_what_ours_have_no_sign_for""",
    "bibliographies: tags, aliases and LaTeX": """
        rooms/citations/bibliography/test_bad.py::test_no_tag_of_yaml_is_given_a_meaning
        rooms/citations/bibliography/test_parts.py::test_no_command_is_carried_out
        rooms/citations/bibliography/test_bounds.py::test_a_short_text_stays_short
        rooms/citations/bibliography/test_bounds.py::test_too_much_is_refused""",
    "finished Word files from any source": """
        broken/docx/test_unreadable.py::test_a_file_too_large_is_not_read
        broken/docx/test_unreadable.py::test_a_bomb_is_not_unpacked
        broken/docx/test_unreadable.py::test_what_cannot_be_read_is_said_in_one_sentence
        rules/test_promises.py::test_limits_of_word_files_are_those_on_the_page""",
    "settings in `submission.toml`": """
        rooms/project/test_folder_settings_faults.py::test_a_path_that_leads_out
        rooms/project/test_folder_settings_faults.py::test_a_template_that_is_a_link_out
        rooms/project/test_folder_settings_faults.py::test_a_profile_cannot_make_an_error_less_serious
        rooms/project/test_folder_settings_faults.py::test_what_is_wrong_in_a_file""",
    "finished PDFs from any source": """
        commands/test_apart.py::test_memory_is_limited
        commands/test_apart.py::test_a_crash_and_the_end_of_time_are_told
        commands/test_apart.py::test_a_pdf_is_read_and_checked_apart_as_here""",
    "20,000 randomly damaged packages": "random/test_mutations.py::test_no_mutated_file_brings_it_down",
    "Bad input must end in a diagnostic": """
        commands/test_bad_input.py::test_a_bad_source
        commands/test_bad_finished_files.py::test_a_pdf_that_cannot_be_read
        broken/test_files.py::test_a_fault_is_found_where_it_is_and_nothing_else""",
    "It must not be able to read another file": """
        commands/test_nothing_outside.py::test_nothing_is_asked_for_and_no_other_file_is_opened
        commands/test_bad_input.py::test_a_template_cannot_read_other_files
        rooms/formats/test_read_bytes.py::test_no_server_is_asked_whether_it_has_a_file
        commands/test_nothing_outside.py::test_a_picture_that_a_document_links_to_is_not_fetched
        broken/test_hostile.py::test_what_it_costs
        random/test_mutations.py::test_no_mutated_file_brings_it_down
        rooms/checks/files/test_html.py::test_no_damage_is_a_traceback""",
    "Raw HTML never reaches an output": """
        commands/test_bad_input.py::test_a_bad_source
        outputs/html/test_structure.py::test_what_looks_like_markup_is_text
        outputs/epub/test_structure.py::test_a_title_that_would_be_markup_stays_words""",
    "A page contains one script, our own": """
        outputs/html/test_structure.py::test_nothing_is_run_or_fetched_but_what_the_policy_knows
        outputs/html/test_told.py::test_no_other_script_or_style_is_run""",
    "`check --online`": """
        commands/test_online.py::test_answers commands/test_online.py::test_the_command
        commands/test_online.py::test_a_circle_of_redirects_ends
        commands/test_online.py::test_nothing_is_sent_but_the_request_and_no_content_is_read
        commands/test_online.py::test_a_host_is_looked_up_once_and_the_address_found_is_asked
        commands/test_online.py::test_a_host_with_a_private_address_among_others_is_not_asked
        commands/test_online.py::test_what_is_withheld_is_not_asked
        commands/test_online.py::test_limits_are_those_on_the_page""",
    "`check --fix` writes to the sources": """
        commands/test_fix.py::test_several_sources
        commands/test_fix.py::test_a_source_that_is_right_is_not_touched""",
    "If a source is a symbolic link": "commands/test_fix.py::test_a_link_stays_one",
    "`submission undo` trusts no record": """
        rooms/pipeline/test_undo.py::test_a_record_names_only_files_below_its_folder
        rooms/pipeline/test_undo.py::test_a_symbolic_link_to_a_kept_file_is_refused
        rooms/pipeline/test_undo.py::test_a_program_that_is_brought_back_cannot_be_run""",
    "`submission preview` listens": "commands/test_preview.py::test_only_this_computer_is_listened_to",
    "It refuses a request with another host name": """
        commands/test_preview.py::test_a_request_of_anybody_else_is_refused
        commands/test_preview.py::test_a_wrong_token_in_the_address_is_refused
        commands/test_preview.py::test_nothing_is_written_or_opened_but_for_our_own_page
        commands/test_preview.py::test_nothing_is_written_or_opened_by_getting_an_address""",
    "It gives out no file": """
        commands/test_preview.py::test_no_other_file_can_be_had
        commands/test_preview.py::test_a_picture_outside_the_folder_is_not_shown""",
    "Without a source, the start page carries out": """
        commands/test_start_page.py::test_nothing_is_written_but_for_our_own_page
        commands/test_start_page.py::test_a_name_from_the_browser_is_no_path
        commands/test_start_page.py::test_what_is_typed_is_no_option_of_a_command
        commands/test_start_page.py::test_reports_are_those_below_the_folder
        commands/test_start_page.py::test_a_file_that_is_too_large_is_said
        commands/test_start_page.py::test_a_link_out_of_the_folder_is_refused
        commands/test_start_page.py::test_a_report_that_becomes_a_link_is_not_shown
        commands/test_start_page.py::test_an_upload_is_private_and_removed
        commands/test_start_page.py::test_only_outputs_can_be_downloaded""",
    "The page is in a frame without an origin": """
        judges/test_preview.py::test_what_is_saved_is_shown_in_two_windows_and_the_token_leaves_the_address
        judges/test_preview.py::test_a_template_of_ones_own_runs_no_script_and_reaches_nothing
        rooms/servers/test_preview.py::test_a_template_cannot_loosen_the_policy""",
    "The editor is started with a list": """
        rooms/servers/test_preview.py::test_the_editor_of_the_user
        rooms/servers/test_preview.py::test_the_editor_is_started_without_a_shell""",
    "`submission lsp` speaks with the editor": """
        commands/test_lsp_faults.py::test_it_writes_nothing_and_speaks_with_its_editor_alone""",
    "It writes no file and no log, takes texts": """
        commands/test_lsp_faults.py::test_it_writes_nothing_and_speaks_with_its_editor_alone
        commands/test_lsp_faults.py::test_malformed_messages_are_answered_without_a_traceback
        commands/test_lsp_faults.py::test_file_that_is_not_open_is_not_read
        commands/test_lsp_faults.py::test_settings_of_a_folder_are_read_only_if_it_is_trusted""",
    "The scheduler and the workers of a [cluster]": """
        commands/test_cluster.py::test_an_address_is_refused_in_two_lines""",
    "Outputs contain no user name": """
        outputs/test_privacy_outputs.py::test_no_byte_tells_of_the_machine
        outputs/test_privacy_outputs.py::test_the_stated_date_is_the_only_one""",
    "Metadata about persons, places and devices": """
        outputs/test_privacy_outputs.py::test_the_images_in_an_output_tell_nothing
        outputs/test_privacy_templates.py::test_a_template_brings_its_looks_and_nothing_of_its_editor
        outputs/test_images_hidden.py::test_bytes_after_the_pixels_go_and_are_found
        outputs/test_images_hidden.py::test_colours_that_no_pixel_uses_become_black""",
    "That includes a Word file written by": "word/test_clean.py::test_all_is_taken_out",
}
PRIVACY = {
    "This page applies to every DOCX": "outputs/test_privacy_outputs.py::test_no_byte_tells_of_the_machine",
    "It needs no option": "outputs/test_privacy_outputs.py::test_no_byte_tells_of_the_machine",
    "The tests check all of it with independent": """
        outputs/test_privacy_outputs.py::test_exiftool_finds_what_the_source_says_and_no_more
        outputs/test_privacy_outputs.py::test_mat2_finds_what_the_source_says_and_no_more""",
    "**Who and where**": """
        outputs/test_privacy_outputs.py::test_no_byte_tells_of_the_machine
        outputs/test_privacy_outputs.py::test_two_worlds_give_the_same_bytes
        outputs/docx/test_cover.py::test_properties_name_no_person_and_no_machine""",
    "The author is the organizations": """
        outputs/test_privacy_outputs.py::test_exiftool_finds_what_the_source_says_and_no_more""",
    "**When**": """
        outputs/test_privacy_outputs.py::test_the_stated_date_is_the_only_one
        outputs/docx/test_cover.py::test_only_the_source_and_the_epoch_date_a_document
        outputs/docx/test_golden.py::test_entries_of_the_archive_tell_no_time_and_no_machine""",
    "Two builds of one source give the same": "commands/test_same_bytes.py::test_the_same_bytes_everywhere",
    "**How**": """
        outputs/docx/test_golden.py::test_nothing_in_a_document_is_drawn_by_lot
        word/test_clean.py::test_a_file_of_ours_tells_nothing
        broken/pdf/test_good_files.py::test_in_a_good_file_nothing_is_found""",
    "**Links**": "outputs/test_privacy_sources.py::test_every_place_is_looked_at",
    "In the text such": "outputs/test_privacy_sources.py::test_a_link_to_a_file_is_refused",
    "From your own `reference.docx`": """
        outputs/test_privacy_templates.py::test_a_template_brings_its_looks_and_nothing_of_its_editor
        outputs/test_privacy_templates.py::test_fields_in_a_running_head_tell_of_the_document_alone""",
    "A picture that cannot be cleaned": """
        outputs/test_privacy_templates.py::test_a_picture_that_cannot_be_taken_apart_is_named
        outputs/test_privacy_templates.py::test_an_embedded_file_is_named""",
    "A Word file has one document variable": """
        word/test_merge_origin.py::test_the_digests_are_what_the_page_says
        word/test_merge_origin.py::test_a_file_of_another_source_is_refused""",
    "It is a row of hexadecimal digits": "word/test_merge_origin.py::test_the_digests_are_what_the_page_says",
    "They are the start of": "word/test_merge_origin.py::test_the_digests_are_what_the_page_says",
    "The first row is of the letters": "word/test_merge_origin.py::test_the_digests_are_what_the_page_says",
    "The digest of the notes is of": "word/test_merge_origin.py::test_the_digests_are_what_the_page_says",
    "There is no time": "word/test_merge_origin.py::test_the_digests_are_what_the_page_says",
    "Two digits are 8 bits": "word/test_merge_origin.py::test_the_digests_are_short",
    "Nobody can read a text from them": "word/test_merge_origin.py::test_the_digests_are_short",
    "To hide something in a built file": "word/test_merge_origin.py::test_the_digests_are_what_the_page_says",
    "Image metadata is removed": """
        outputs/test_images_traces.py::test_nothing_planted_is_left_and_no_pixel_changes
        outputs/test_images_traces.py::test_a_photograph_tells_all_that_its_camera_wrote
        outputs/test_images_hidden.py::test_bytes_after_the_pixels_go_and_are_found
        outputs/test_images_hidden.py::test_colours_that_no_pixel_uses_become_black
        outputs/test_images_hidden.py::test_an_animation_keeps_its_colours""",
    "What is needed to display the image": """
        outputs/test_images_traces.py::test_nothing_planted_is_left_and_no_pixel_changes
        outputs/test_images_hidden.py::test_transparency_of_unused_colours_goes_and_the_background_stays
        outputs/test_images.py::test_size_and_resolution_are_read
        outputs/test_images_traces.py::test_the_profile_of_a_screen_keeps_its_colours_and_loses_its_owner""",
    "If a photograph's metadata says": """
        outputs/test_images_traces.py::test_a_photograph_is_turned_upright
        outputs/test_images_traces.py::test_a_png_is_turned_upright_without_loss""",
    "A picture above 2 MB with more than": """
        rooms/formats/test_scaling.py::test_a_heavy_picture_has_the_pixels_that_can_be_printed
        outputs/test_scaled_pictures.py::test_a_picture_has_the_pixels_that_are_wanted""",
    "The printed size stays the same": """
        rooms/formats/test_scaling.py::test_a_heavy_picture_has_the_pixels_that_can_be_printed""",
    "To keep all pixels of a picture": """
        outputs/test_scaled_pictures.py::test_a_picture_has_the_pixels_that_are_wanted""",
    "A PDF always contains all pixels": """
        outputs/test_scaled_pictures.py::test_a_picture_has_the_pixels_that_are_wanted""",
    "A GIF, an animation and a PNG with 16": "rooms/formats/test_scaling.py::test_what_stays_as_it_is",
    "The background of a text is its shading": """
        word/test_clean_unseen.py::test_text_that_can_be_seen_is_not_reported
        word/test_clean_unseen.py::test_text_in_the_colour_of_the_page_is_reported""",
    "Only then, and if it is scaled": """
        outputs/test_images_traces.py::test_every_kind_of_jpeg_shows_what_it_showed""",
    "Animated GIF and PNG files": "outputs/test_images_traces.py::test_what_moves_goes_on_moving",
    "`submission check` reports the metadata": """
        outputs/test_images_traces.py::test_each_place_is_looked_at
        outputs/test_privacy_outputs.py::test_no_byte_tells_of_the_machine""",
    "These are warnings, because no output": """
        outputs/test_privacy_templates.py::test_images_of_other_readers_are_stripped""",
    "To clean the file:": "outputs/test_privacy_outputs.py::test_the_commands_of_the_page_clean_a_photograph",
    "`submission clean draft.docx -o clean.docx`": """
        word/test_clean.py::test_whatever_is_planted_goes
        word/test_clean_libreoffice.py::test_it_shows_the_same_of_a_clean_file
        commands/test_clean.py::test_a_file_that_would_show_something_else_is_not_written""",
    "| Comments |": """
        word/test_clean.py::test_all_is_taken_out
        word/test_clean_parts.py::test_a_part_of_no_use_to_a_reader_goes""",
    "| Tracked changes |": """
        word/test_clean_changes.py::test_a_change
        commands/test_clean.py::test_tracked_changes_are_a_decision""",
    "| Hidden text |": """
        word/test_clean_hidden.py::test_what_is_hidden_goes
        word/test_clean_hidden.py::test_words_of_an_index_stay_where_there_is_one""",
    "| Words never shown |": "word/test_clean_unseen.py::test_what_no_page_shows_is_found_and_goes",
    "| Names of a template |": """
        word/test_clean.py::test_all_is_taken_out
        word/test_clean.py::test_it_is_said_what_and_where""",
    "| Properties |": """
        word/test_clean.py::test_all_is_taken_out
        word/test_clean.py::test_the_author_can_be_kept""",
    "| Editing traces |": """
        word/test_clean.py::test_all_is_taken_out
        word/test_clean_versions.py::test_numbers_of_sessions_go_wherever_word_writes_them
        word/test_clean_parts.py::test_a_part_of_no_use_to_a_reader_goes
        word/test_clean_parts.py::test_a_setting_of_no_use_to_a_reader_goes""",
    "| Data |": """
        word/test_clean.py::test_all_is_taken_out
        word/test_clean_parts.py::test_a_part_of_no_use_to_a_reader_goes
        word/test_clean_parts.py::test_what_used_data_that_goes_stays_as_text""",
    "| Files in the file |": """
        word/test_clean.py::test_all_is_taken_out
        word/test_clean_parts.py::test_an_embedded_object_goes_and_its_picture_stays
        word/test_clean_parts.py::test_a_control_goes_and_its_picture_stays
        word/test_clean_parts.py::test_the_workbook_of_a_chart_goes
        word/test_clean_parts.py::test_other_forms_of_a_picture_go""",
    "| Paths |": """
        word/test_clean.py::test_all_is_taken_out
        word/test_clean_parts.py::test_names_of_pictures_and_paths_in_their_descriptions_go
        word/test_clean_unseen.py::test_paths_in_a_picture_of_vml_go""",
    "| Images |": """
        word/test_clean_parts.py::test_pixels_stay
        word/test_clean_parts.py::test_pictures_and_heads_that_nothing_shows_go""",
    "| Notes |": "word/test_clean_changes.py::test_the_text_of_a_note_goes_with_its_mark",
    "It reports, and leaves, what only you": """
        word/test_clean_unseen.py::test_text_that_nobody_can_see_is_reported_and_left
        word/test_clean_unseen.py::test_a_field_that_depends_on_the_page_stays_and_is_reported
        word/test_clean_parts.py::test_styles_that_are_used_stay_and_are_reported""",
    "`submission check` finds the first two of these": """
        word/test_clean_unseen.py::test_text_that_nobody_can_see_is_reported_and_left
        word/test_clean_unseen.py::test_what_no_page_shows_is_found_and_goes
        word/test_clean_unseen.py::test_paths_in_a_picture_of_vml_go
        word/test_clean.py::test_all_is_told""",
    "| Times in names |": """
        word/test_word_clock.py::test_whatever_points_to_a_bookmark_leads_to_the_same_words_as_before
        word/test_word_clock.py::test_a_bookmark_whose_words_are_gone_goes_if_nothing_needs_it""",
    "If they are not, their": "word/test_word_clock.py::test_a_plausible_time_is_said_with_if",
    "`submission check` reports such names": """
        word/test_word_clock.py::test_a_plausible_time_is_said_with_if
        word/test_word_clock.py::test_the_names_of_places_in_a_pdf_are_said""",
    "`submission clean` renames them": """
        word/test_word_clock.py::test_whatever_points_to_a_bookmark_leads_to_the_same_words_as_before""",
    "Another program can make such a name": "word/test_word_clock.py::test_other_names_are_not_said",
    "A number means a time every 17 years": """
        word/test_word_clock.py::test_of_several_the_latest_is_named
        word/test_word_clock.py::test_other_names_are_not_said""",
    "The time zone is printed for people only": """
        word/test_word_clock.py::test_the_time_zone_is_in_no_output_for_programs""",
    "Names of bookmarks that somebody chose": """
        word/test_clean_parts.py::test_names_of_bookmarks_and_formats_of_numbers_stay""",
    "A setting in the file asks Word": "word/test_clean.py::test_word_is_asked_to_write_no_names_again",
    "An index or a list of sources": "word/test_clean_parts.py::test_what_used_data_that_goes_stays_as_text",
    "No other command reads this folder": """
        commands/test_undo.py::test_what_is_kept_is_no_source_and_in_no_output
        commands/test_undo.py::test_what_is_kept_is_no_file_of_a_submission""",
    "| `.submission/undo` next to a source |": """
        rooms/pipeline/test_undo.py::test_the_last_20_are_kept
        commands/test_undo.py::test_forget_deletes_what_is_kept""",
    "| `.submission/outputs.json` next to outputs |": """
        commands/test_edited_outputs.py::test_the_record_names_no_folder_of_the_machine
        commands/test_edited_outputs.py::test_a_file_without_a_digest_is_kept_once""",
    "| `.submission/stamps.json` next to outputs |": """
        commands/test_stamps.py::test_no_digest_is_that_of_a_guess
        commands/test_confidential.py::test_no_file_next_to_the_public_version_names_a_picture_of_a_person
        commands/test_stamps.py::test_it_is_always_as_from_nothing""",
    "| `report.edited.docx` next to an output |": """
        commands/test_edited_outputs.py::test_force_keeps_each_edited_file""",
    "On Linux and macOS, only you can read": """
        rooms/pipeline/test_undo.py::test_only_the_owner_can_read_it_and_git_does_not
        commands/test_edited_outputs.py::test_only_the_owner_can_read_the_digests""",
    "`submission send-check` says whether": "commands/test_undo.py::test_forget_deletes_what_is_kept",
    "Of a text that may be published": """
        rooms/text/test_persons.py::test_only_texts_that_may_be_published_are_looked_at""",
    "[A worker of a cluster](cluster.md": """
        commands/test_parcels.py::test_only_the_owner_can_read_the_folder_which_is_removed
        commands/test_cluster.py::test_a_scheduler_that_ends_is_one_finding""",
    "Recorded commands contain no folder names": """
        commands/test_undo.py::test_the_list_says_what_was_typed_without_folders_of_the_machine
        rooms/pipeline/test_undo.py::test_all_files_of_a_command_come_back_together_and_undo_is_undone""",
    "`submission check report.docx --against": """
        outputs/test_privacy_finished.py::test_a_check_against_the_source_tells_it""",
    "The **source**, if you embed it": "outputs/pdf/test_standards.py::test_the_command_attaches_and_tells",
}
PROMISES = {"SECURITY.md": SECURITY, "docs/privacy.md": PRIVACY}

NO_PROMISES = {
    # What follows, in which words, and how to report.
    "Any part of a submission may come from",
    "A file that reveals more is a vulnerability",
    "The newest release.",
    "Please report a vulnerability in private",
    "Do not open an issue",
    "It removes:",
    "| What | Details |",
    "| Where | What |",
    "Some commands keep files for you",
    # How the clock in bookmarks was found.
    "Word names the targets of tables",
    "`_Toc402299825`",
    "The number is a time",
    "Microsoft does not document",
    "It was found by comparing",
    "954 names",
    "By their numbers, 153 of these",
    "A second set, of 86 files",
    "In files that were saved soon",
    "Three things are not certain",
    "A name can be older than the file",
    # Dangers, and what to do.
    "Page templates (`page.html.j2`) and plug-ins are programs",
    "A folder that somebody sent you can name page templates",
    "A submission can endanger the people",
    "But they are those of the source",
    "The country can be found in the same way",
    "An earlier text can name a person",
    "The folder is not encrypted",
    "So before you give somebody the folder",
    "A deleted file can still be on the disk",
    "What an image **shows**",
    "A person with a blurred face",
    "What a text **says**",
    "The same is true of dates",
    "What you **add later**",
    "Word writes your name into a file",
    "[Clean the file](#a-word-file-of-others), or use",
    "`.bib` files of reference managers contain",
    # What is not done, or was not tried.
    "Neither command knows which drawing",
    "Neither finds text that has another colour",
    "This was not tried on Windows",
}


def sentences(page: str) -> Iterator[str]:
    """The sentences, the items of lists and the rows of tables of a page."""
    text = re.sub(r"^```.*?^```$|^#.*?$", "", page, flags=re.MULTILINE | re.DOTALL)
    for block in re.split(r"\n\s*\n|\n(?=- |\|)", text):
        words = " ".join(block.split()).removeprefix("- ")
        if words.startswith("|"):
            yield words
        elif words:
            yield from re.split(r"(?<=[.:?!])(?:\)|\*\*)? +(?=[A-Z`*\[\d])", words)


@pytest.mark.parametrize("name", PROMISES)
def test_each_sentence_has_its_tests_or_promises_nothing(name: str) -> None:
    known = [*PROMISES[name], *NO_PROMISES]
    found = [each for each in sentences((ROOT / name).read_text(encoding="utf-8")) if set(each) - set("| -")]
    assert [each for each in found if sum(map(each.startswith, known)) != 1] == []
    assert [each for each in PROMISES[name] if sum(line.startswith(each) for line in found) != 1] == []


def test_no_row_is_left_over() -> None:
    said = [line for name in PROMISES for line in sentences((ROOT / name).read_text(encoding="utf-8"))]
    assert [each for each in NO_PROMISES if sum(line.startswith(each) for line in said) != 1] == []


@pytest.mark.parametrize(
    "node", sorted({node for table in PROMISES.values() for row in table.values() for node in row.split()})
)
def test_the_test_is_there(node: str) -> None:
    path, _, name = node.partition("::")
    assert f"\ndef {name}(" in (ROOT / "tests" / path).read_text(encoding="utf-8")


def test_limits_of_word_files_are_those_on_the_page() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8").replace("two million", "2,000,000")
    found = re.search(
        r"\(([\d,]+) MB; ([\d,]+) MB of text, ([\d,]+) elements and\s+attributes, ([\d,]+) para", text
    )
    assert found
    file, part, nodes, paragraphs = (int(each.replace(",", "")) for each in found.groups())
    assert (file * 1_000_000, part * 1_000_000) == (package.LARGEST_FILE, package.LARGEST_PART)
    assert (nodes, paragraphs) == (package.MOST_NODES, package.MOST_PARAGRAPHS)
