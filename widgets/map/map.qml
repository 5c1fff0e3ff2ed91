// SPDX-FileCopyrightText: 2026 The Livewall authors
// SPDX-License-Identifier: Apache-2.0
//
// The basemap alone: tiles from the disk, nothing on top, no input, no motion of its own. Basemap
// gives tilesUrl and cacheFolder, and sets center and zoomLevel.
import QtLocation

Map {
    plugin: Plugin {
        name: "osm"
        PluginParameter { name: "osm.mapping.custom.host"; value: tilesUrl }
        PluginParameter { name: "osm.mapping.cache.directory"; value: cacheFolder }
        // Else the plugin asks a server where tiles are to be had.
        PluginParameter { name: "osm.mapping.providersrepository.disabled"; value: true }
    }
    activeMapType: supportedMapTypes.find(type => type.style === MapType.CustomMap)
                   ?? supportedMapTypes[0]
    copyrightsVisible: false // names the sources of the plugin's own maps
}
