// Owns: the icons of the interface, by what they stand for: characters of the Material Design Icons font, in UTF-8.
// Must not know: fonts, widgets.
// Called by: panels and the toolbar.
#pragma once

namespace enf::editor::icon {

constexpr const char* add_room = "\xef\x99\x9f";
constexpr const char* align_bottom = "\xef\x98\xa1";
constexpr const char* align_centre = "\xef\x98\x9e";
constexpr const char* align_left = "\xef\x98\x9f";
constexpr const char* align_middle = "\xef\x98\xa2";
constexpr const char* align_right = "\xef\x98\xa0";
constexpr const char* align_top = "\xef\x98\xa3";
constexpr const char* camera = "\xef\x84\x80";
constexpr const char* centre_line = "\xef\x89\xb8";
constexpr const char* check = "\xef\x84\xac";
constexpr const char* chevron_down = "\xef\x85\x80";
constexpr const char* chevron_right = "\xef\x85\x82";
constexpr const char* close = "\xef\x85\x96";
constexpr const char* distribute = "\xef\x95\xb6";
constexpr const char* door = "\xef\x97\xbd";
constexpr const char* duplicate = "\xef\x86\x91";
constexpr const char* eye = "\xef\x88\x88";
constexpr const char* fit = "\xef\x86\x9f";
constexpr const char* folder = "\xef\x89\x8b";
constexpr const char* free_wall = "\xef\x95\xaa";
constexpr const char* furniture = "\xef\x92\xb9";
constexpr const char* grid = "\xef\x8b\x81";
constexpr const char* group = "\xef\x8b\x83";
constexpr const char* headphones = "\xef\x8b\x8b";
constexpr const char* history = "\xef\x8b\x9a";
constexpr const char* label = "\xef\x8c\x96";
constexpr const char* light = "\xef\x8c\xb6";
constexpr const char* lock = "\xef\x8c\xbe";
constexpr const char* mirror = "\xef\x93\xa1";
constexpr const char* picture = "\xef\x8b\xa9";
constexpr const char* pause = "\xef\x8f\xa4";
constexpr const char* play = "\xef\x90\x8a";
constexpr const char* plus = "\xef\x90\x95";
constexpr const char* polygon = "\xef\x99\x9e";
constexpr const char* redo = "\xef\x91\x8e";
constexpr const char* remove = "\xef\x87\x80";
constexpr const char* room = "\xef\x97\x86";
constexpr const char* row = "\xef\x95\xac";
constexpr const char* ruler = "\xef\x91\xad";
constexpr const char* salon = "\xef\x95\xae";
constexpr const char* save = "\xef\x86\x93";
constexpr const char* sculpture = "\xef\x86\xa7";
constexpr const char* search = "\xef\x8d\x89";
constexpr const char* spotlight = "\xef\x93\x89";
constexpr const char* text = "\xef\x8a\x84";
constexpr const char* theme = "\xef\x94\x8e";
constexpr const char* translate = "\xef\x97\x8a";
constexpr const char* undo = "\xef\x95\x8c";
constexpr const char* ungroup = "\xef\x95\x90";
constexpr const char* up = "\xef\x81\x9d";
constexpr const char* walk = "\xef\x96\x83";
constexpr const char* warning = "\xef\x80\xa6";
constexpr const char* window_opening = "\xef\x96\xae";

constexpr const char* all[] = {
    add_room,    align_bottom, align_centre, align_left,    align_middle,  align_right, align_top, camera,
    centre_line, check,        chevron_down, chevron_right, close,         distribute,  door,      duplicate,
    eye,         fit,          free_wall,    group,         headphones,    pause,       play,      translate,
    ungroup,     furniture,    grid,         history,       label,         light,       lock,      mirror,
    picture,     plus,         polygon,      redo,          remove,        room,        row,       ruler,
    salon,       save,         sculpture,    search,        spotlight,     text,        theme,     undo,
    up,          folder,       walk,         warning,       window_opening};

}  // namespace enf::editor::icon
